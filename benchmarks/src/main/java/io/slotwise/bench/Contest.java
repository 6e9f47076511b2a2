package io.slotwise.bench;

import io.slotwise.bench.cluster.Servers;
import io.slotwise.bench.report.Cell;
import io.slotwise.bench.report.Side;
import io.slotwise.bench.run.Mover;
import io.slotwise.bench.run.OwnTool;
import io.slotwise.bench.run.Run;
import io.slotwise.bench.run.Scene;
import io.slotwise.bench.run.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs all movers in one scene, in turn, and compares each of ours with each of the others. */
final class Contest {
    private final Servers servers;
    private final Scene scene;
    private final List<Mover> opponents;
    private final List<OwnTool> ours;

    Contest(Servers servers, Scene scene, List<Mover> opponents, List<OwnTool> ours) {
        this.servers = servers;
        this.scene = scene;
        this.opponents = opponents;
        this.ours = ours;
    }

    /** How many runs a round has. */
    int movers() {
        return opponents.size() + ours.size();
    }

    List<Cell> run(int rounds, Course course) throws InterruptedException {
        List<Mover> order = new ArrayList<>(opponents);
        order.addAll(ours);
        Map<Mover, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Mover mover : order) {
                course.next(scene.data().label() + ", load " + scene.loadLabel() + ", " + mover.label());
                runs.computeIfAbsent(mover, any -> new ArrayList<>()).add(new Trial(servers, scene).run(mover));
            }
            // Whatever drifts on this machine should not favour who goes first.
            Collections.reverse(order);
        }
        return cells(runs);
    }

    private List<Cell> cells(Map<Mover, List<Run>> runs) {
        Cell.Setting setting = new Cell.Setting(
                servers.label(runs.values().iterator().next().get(0).server()),
                scene.data().label(),
                scene.loadLabel(),
                scene.giving().sources(),
                scene.giving().slots());
        List<Cell> cells = new ArrayList<>();
        for (OwnTool own : ours) {
            for (Mover opponent : opponents) {
                cells.add(Cell.of(setting, opponent.label(), own.pace(), side(runs, own), side(runs, opponent)));
            }
        }
        return cells;
    }

    private static Side side(Map<Mover, List<Run>> runs, Mover mover) {
        return Side.of(runs.getOrDefault(mover, List.of()));
    }
}
