package io.slotwise.job;

import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.Plan;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.SlotLoads;
import io.slotwise.job.redis.Discovery;
import io.slotwise.job.resp.Access;
import java.io.PrintWriter;
import java.util.Optional;

/** Says what a job would do, and does nothing. */
final class DryRun {
    private final PrintWriter out;
    private final PrintWriter errors;

    DryRun(PrintWriter out, PrintWriter errors) {
        this.out = out;
        this.errors = errors;
    }

    /** Prints the plan and returns the exit code: 0 for one that can be carried out, 3 for a refusal. */
    int print(Goal goal, ClusterView view, SlotLoads loads, Access access) {
        Plan plan = Plan.of(goal, view, Discovery.count(view, access).orElse(SlotKeys.NONE), loads);
        Optional<String> objection = plan.objection();
        if (objection.isEmpty() || !plan.stages().isEmpty()) {
            out.println(plan.text());
        }
        if (objection.isEmpty() && !plan.stages().isEmpty()) {
            out.println("Nothing was changed. Run it again with --yes to do this.");
        }
        out.flush();
        objection.ifPresent(errors::println);
        errors.flush();
        return objection.isPresent() ? new Outcome.Refused("").exitCode() : 0;
    }
}
