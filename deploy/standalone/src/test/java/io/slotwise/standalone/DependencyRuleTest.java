package io.slotwise.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** Holds the rules of docs/architecture.md over all modules at once. */
@AnalyzeClasses(packages = "io.slotwise", importOptions = DoNotIncludeTests.class)
class DependencyRuleTest {
    private static final String[] PARTS = {
        "io.slotwise.collector..", "io.slotwise.streams..", "io.slotwise.reconciler..", "io.slotwise.job.."
    };
    private static final String[] PURE_CORES = {
        "io.slotwise.streams.decision..", "io.slotwise.reconciler.plan..", "io.slotwise.job.plan.."
    };

    @ArchTest
    static final ArchRule theFourPartsNeverImportOneAnother = SlicesRuleDefinition.slices()
            .matching("io.slotwise.(collector|streams|reconciler|job)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theModelDependsOnNoPart = noClasses()
            .that()
            .resideInAPackage("io.slotwise.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.slotwise.collector..",
                    "io.slotwise.streams..",
                    "io.slotwise.reconciler..",
                    "io.slotwise.job..",
                    "io.slotwise.embedded..",
                    "io.slotwise.standalone..");

    @ArchTest
    static final ArchRule thePartsKnowNothingOfTheEmbeddedOnes = noClasses()
            .that()
            .resideInAnyPackage(PARTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.slotwise.embedded..", "io.slotwise.standalone..");

    @ArchTest
    static final ArchRule onlyWhoMovesOrObservesRedisTalksToIt = noClasses()
            .that()
            .resideInAnyPackage("io.slotwise.model..", "io.slotwise.streams..", "io.slotwise.reconciler..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule onlyTheReconcilerTalksToKubernetes = noClasses()
            .that()
            .resideInAnyPackage("io.slotwise.collector..", "io.slotwise.streams..", "io.slotwise.job..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule pureCoresDoNoInputOrOutput = classes()
            .that()
            .resideInAnyPackage(PURE_CORES)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.math..",
                    "java.net",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "io.slotwise.model..",
                    "io.slotwise.streams.decision..",
                    "io.slotwise.reconciler.plan..",
                    "io.slotwise.job.plan..");

    @ArchTest
    static final ArchRule pureCoresAskNoClockAndNoChance = noClasses()
            .that()
            .resideInAnyPackage(PURE_CORES)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);
}
