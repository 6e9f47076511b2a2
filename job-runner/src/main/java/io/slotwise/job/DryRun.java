package io.slotwise.job;

import io.slotwise.job.plan.ClusterView;
import io.slotwise.job.plan.Goal;
import io.slotwise.job.plan.Plan;
import io.slotwise.job.plan.SlotKeys;
import io.slotwise.job.plan.SlotLoads;
import io.slotwise.job.plan.Trend;
import io.slotwise.job.redis.Discovery;
import io.slotwise.job.resp.Access;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** Says what a job would do, and does nothing. */
final class DryRun {
    private final PrintWriter out;
    private final PrintWriter errors;

    DryRun(PrintWriter out, PrintWriter errors) {
        this.out = out;
        this.errors = errors;
    }

    private static Map<String, Trend> trends(ClusterView view, Access access) {
        Pace.real().rest(Convergence.WATCHED);
        return Trend.between(view, Discovery.read(Discovery.members(view), access));
    }

    /** Prints the plan and returns the exit code: 0 for one that can be carried out, 3 for a refusal. */
    int print(Goal goal, ClusterView view, SlotLoads loads, Access access) {
        SlotKeys keys = Discovery.count(view, access).orElse(SlotKeys.NONE);
        Plan first = Plan.of(goal, view, keys, loads);
        Plan plan = first.wantsTrends() ? Plan.of(goal, view.with(trends(view, access)), keys, loads) : first;
        Optional<String> objection = plan.objection().or(() -> Discovery.objection(plan.keyByKey(), access));
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
