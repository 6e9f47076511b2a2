{{/* What the restricted Pod Security Standard asks for, and a read-only root on top. */}}
{{- define "slotwise.security.pod" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "slotwise.security.container" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Liveness looks at progress, readiness at what is outside; the first answer may take as long as Kafka takes to come. */}}
{{- define "slotwise.probes" -}}
startupProbe:
  httpGet: {path: /healthz, port: http}
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: {path: /healthz, port: http}
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /readyz, port: http}
  periodSeconds: 5
  timeoutSeconds: 3
{{- end }}

{{/* A component's pod; root, component (also the container's name), values, account, token, arguments, and a Secret to mount if any. */}}
{{- define "slotwise.pod" -}}
metadata:
  labels:
    {{- include "slotwise.labels" . | nindent 4 }}
  {{- with .values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ .account }}
  automountServiceAccountToken: {{ .token }}
  enableServiceLinks: false
  terminationGracePeriodSeconds: 30
  {{- with .root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    {{- include "slotwise.security.pod" 10001 | nindent 4 }}
  containers:
    - name: {{ .component }}
      image: {{ include "slotwise.image" (dict "root" .root "name" .values.image) }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      args:
        {{- include "slotwise.kafka.arguments" .root | nindent 8 }}
        {{- range .arguments }}
        - {{ . }}
        {{- end }}
        {{- range .values.extraArgs }}
        - {{ . | quote }}
        {{- end }}
      env:
        - name: POD_NAME
          valueFrom:
            fieldRef: {fieldPath: metadata.name}
        - name: POD_NAMESPACE
          valueFrom:
            fieldRef: {fieldPath: metadata.namespace}
        {{- with .values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - name: http
          containerPort: 8081
      {{- include "slotwise.probes" . | nindent 6 }}
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      securityContext:
        {{- include "slotwise.security.container" . | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        - name: log-levels
          mountPath: /etc/slotwise/log
          readOnly: true
        {{- if .secret }}
        - name: access
          mountPath: /etc/slotwise/access
          readOnly: true
        {{- end }}
        {{- with include "slotwise.kafka.mounts" .root }}
        {{- . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {}
    - name: log-levels
      configMap:
        name: slotwise-log-levels
    {{- with .secret }}
    - name: access
      secret:
        secretName: {{ . }}
    {{- end }}
    {{- with include "slotwise.kafka.volumes" .root }}
    {{- . | nindent 4 }}
    {{- end }}
  {{- with .values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if gt (int .values.replicas) 1 }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "slotwise.selector" . | nindent 10 }}
  {{- end }}
{{- end }}

{{/* A component's PodDisruptionBudget, and the Service of its port. */}}
{{- define "slotwise.budget" -}}
{{- if .root.Values.podDisruptionBudgets.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "slotwise.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "slotwise.selector" . | nindent 6 }}
{{- end }}
{{- end }}

{{- define "slotwise.service" -}}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "slotwise.labels" . | nindent 4 }}
spec:
  {{- if .headless }}
  clusterIP: None
  {{- end }}
  selector:
    {{- include "slotwise.selector" . | nindent 4 }}
  ports:
    - name: http
      port: 8081
      targetPort: http
{{- end }}

{{- define "slotwise.account" -}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "slotwise.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end }}

{{/* Prometheus reads each pod; names and labels that the collector gives to nodes are kept. */}}
{{- define "slotwise.monitor" -}}
{{- if .root.Values.serviceMonitor.enabled }}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "slotwise.labels" . | nindent 4 }}
    {{- with .root.Values.serviceMonitor.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "slotwise.selector" . | nindent 6 }}
  endpoints:
    - port: http
      path: /metrics
      interval: {{ .root.Values.serviceMonitor.interval }}
      honorLabels: true
{{- end }}
{{- end }}

{{/* Who may speak with a component; "to" says where it may go besides DNS. */}}
{{- define "slotwise.network" -}}
{{- if .root.Values.networkPolicy.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "slotwise.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "slotwise.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- if not .closed }}
  ingress:
    - ports:
        - {port: http, protocol: TCP}
      {{- with .root.Values.networkPolicy.metricsFrom }}
      from:
        {{- toYaml . | nindent 8 }}
      {{- end }}
  {{- end }}
  egress:
    - ports:
        - {port: 53, protocol: UDP}
        - {port: 53, protocol: TCP}
    - ports:
        {{- range include "slotwise.kafka.ports" .root | fromJsonArray }}
        - {port: {{ . }}, protocol: TCP}
        {{- end }}
      {{- if include "slotwise.kafka.embedded" .root }}
      to:
        - podSelector:
            matchLabels:
              {{- include "slotwise.selector" (dict "root" .root "component" "kafka") | nindent 14 }}
      {{- end }}
    {{- with .ports }}
    - ports:
        {{- range . }}
        - {port: {{ . }}, protocol: TCP}
        {{- end }}
    {{- end }}
{{- end }}
{{- end }}
