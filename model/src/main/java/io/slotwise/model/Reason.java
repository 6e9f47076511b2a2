package io.slotwise.model;

/**
 * Why something was decided or done. The same constant stands in the log, the metric label, the Kubernetes event, the
 * status and the console.
 */
public enum Reason {
    CPU_ABOVE_THRESHOLD("a master's CPU is above cpuThreshold"),
    MEMORY_ABOVE_THRESHOLD("a master's memory is above memoryThreshold"),
    CPU_EXPECTED_ABOVE_THRESHOLD("a master's CPU usually rises above cpuThreshold at this time"),
    ALL_BELOW_LOW("every master is below both low thresholds"),

    WITHIN_THRESHOLDS("every master is within its thresholds"),
    CONFIRMING("the load has not lasted long enough to act on"),
    AUTOSCALE_DISABLED("autoScaleEnabled is false"),
    PAUSED("scaling is paused by annotation"),
    COOLDOWN("the last scaling is less than scaleCooldownSeconds ago"),
    EXCLUDED_WINDOW("an excluded window is open"),
    FLAPPING("scalings of the last day had to be undone within an hour"),
    SCALINGS_SPENT("maxScalingsPerDay is used up"),
    BYTES_SPENT("maxBytesPerDay does not allow it"),
    WOULD_NOT_HELP("one slot carries the load, which more masters cannot share"),
    DID_NOT_HELP("the last scaling brought no relief, and the load has the same shape"),
    INTENT_OUTSTANDING("an earlier intent is not yet applied"),
    OPERATION_RUNNING("an operation is running"),
    NOT_INITIALIZED("the cluster is not formed yet"),
    CLUSTER_UNKNOWN("no policy is known for this cluster"),
    CLUSTER_NOT_OK("the cluster does not report that it is ok"),
    TOPOLOGY_UNSETTLED("the observed masters are not the wanted ones"),
    NODE_SILENT("a node did not answer"),
    DATA_MISSING("a master's CPU or memory is not known"),
    SAMPLE_STALE("the sample is too old"),
    SAMPLE_OUT_OF_ORDER("the sample is not newer than the one before it"),
    CLOCK_AHEAD("the sample is dated ahead of the clock"),
    STANDBY_NOT_READY("no empty master stands by"),
    AT_MAX_MASTERS("maxMasters is reached"),
    AT_MIN_MASTERS("minMasters is reached"),
    LOW_MAY_NOT_LAST("the low load is not expected to last long enough to pay for scaling in"),
    WOULD_NOT_FIT("the remaining masters could not carry what is there"),

    INTENT_APPLIED("an intent became a spec change"),
    INTENT_EXPIRED("an intent came too late"),
    INTENT_OUTDATED("an intent was made for another generation of the spec"),
    INTENT_REPEATED("an intent was applied before"),

    SPEC_REFUSED("the spec asks for what cannot be"),
    FORMING("the cluster is being formed"),
    FORMED("the cluster is formed"),
    PODS_NOT_READY("not every pod is ready"),
    SCALING_UP("slots move on to the standby"),
    SCALING_DOWN("a master is being emptied"),
    PROVISIONING_STANDBY("the next standby is being made"),
    SHRINKING("pods without slots go"),
    CONFIGURING("nodes take on settings, users or certificates while they run"),
    UPDATING("a pod is made anew, as the spec wants it now"),
    UPDATE_STALLED("a pod that was made anew does not come back"),
    HEALING("damage is being repaired"),
    NOT_MANAGED("the StatefulSet is not ours to scale"),
    WHOLE("every slot is served and the nodes agree"),
    ADOPTED("a cluster that was there is looked after"),
    NOT_ADOPTED("a cluster that is there cannot be looked after as it is"),
    API_REFUSED("Kubernetes refuses what is to be done"),
    POD_REPLACED("a pod that never ran is made anew"),
    JOB_STARTED("a job was started"),
    JOB_NOT_STARTED("a job's pod does not begin"),
    JOB_SUCCEEDED("a job succeeded"),
    JOB_FAILED("a job failed and is tried again"),
    SETTLED("the cluster is as it is wanted");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** A half-sentence for people, without numbers. */
    public String text() {
        return text;
    }
}
