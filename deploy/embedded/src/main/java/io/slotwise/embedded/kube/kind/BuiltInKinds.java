package io.slotwise.embedded.kube.kind;

import io.slotwise.embedded.kube.kind.ResourceKind.Scope;
import io.slotwise.embedded.kube.kind.ResourceKind.Trait;
import io.slotwise.embedded.kube.store.KindId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds that are there without a definition. */
final class BuiltInKinds {
    /** API version, plural, kind, short names, categories, scope (Namespaced or Cluster), traits; "-" is none. */
    private static final String TABLE = """
            v1 namespaces Namespace ns - C STATUS
            v1 pods Pod po all N STATUS
            v1 services Service svc all N STATUS
            v1 endpoints Endpoints ep - N -
            v1 configmaps ConfigMap cm - N -
            v1 secrets Secret - - N -
            v1 events Event ev - N -
            v1 serviceaccounts ServiceAccount sa - N -
            v1 persistentvolumeclaims PersistentVolumeClaim pvc - N STATUS
            v1 persistentvolumes PersistentVolume pv - C STATUS
            v1 nodes Node no - C STATUS
            v1 resourcequotas ResourceQuota quota - N STATUS
            v1 limitranges LimitRange limits - N -
            apps/v1 statefulsets StatefulSet sts all N STATUS,SCALE,GENERATION
            apps/v1 deployments Deployment deploy all N STATUS,SCALE,GENERATION
            apps/v1 replicasets ReplicaSet rs all N STATUS,SCALE,GENERATION
            apps/v1 daemonsets DaemonSet ds all N STATUS,GENERATION
            apps/v1 controllerrevisions ControllerRevision - - N -
            batch/v1 jobs Job - all N STATUS,GENERATION
            batch/v1 cronjobs CronJob cj all N STATUS,GENERATION
            policy/v1 poddisruptionbudgets PodDisruptionBudget pdb - N STATUS,GENERATION
            coordination.k8s.io/v1 leases Lease - - N -
            discovery.k8s.io/v1 endpointslices EndpointSlice - - N -
            networking.k8s.io/v1 networkpolicies NetworkPolicy netpol - N GENERATION
            networking.k8s.io/v1 ingresses Ingress ing - N STATUS,GENERATION
            rbac.authorization.k8s.io/v1 roles Role - - N -
            rbac.authorization.k8s.io/v1 rolebindings RoleBinding - - N -
            rbac.authorization.k8s.io/v1 clusterroles ClusterRole - - C -
            rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding - - C -
            storage.k8s.io/v1 storageclasses StorageClass sc - C -
            scheduling.k8s.io/v1 priorityclasses PriorityClass pc - C -
            apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition crd,crds - C STATUS,GENERATION
            """;

    private BuiltInKinds() {}

    static List<ResourceKind> all() {
        return TABLE.lines().map(BuiltInKinds::parse).toList();
    }

    private static ResourceKind parse(String line) {
        String[] words = line.split(" ", -1);
        String[] apiVersion = words[0].split("/", -1);
        String group = apiVersion.length == 1 ? "" : apiVersion[0];
        return new ResourceKind(
                new KindId(group, words[1]),
                List.of(apiVersion[apiVersion.length - 1]),
                words[2],
                words[2].toLowerCase(Locale.ROOT),
                words(words[3]),
                words(words[4]),
                words[5].equals("N") ? Scope.NAMESPACED : Scope.CLUSTER,
                traits(words[6]),
                Optional.empty());
    }

    private static Set<Trait> traits(String cell) {
        return words(cell).stream().map(Trait::valueOf).collect(Collectors.toSet());
    }

    private static List<String> words(String cell) {
        return cell.equals("-") ? List.of() : Arrays.stream(cell.split(",", -1)).toList();
    }
}
