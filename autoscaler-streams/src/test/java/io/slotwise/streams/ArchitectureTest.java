package io.slotwise.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.slotwise.streams", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theCoreKnowsItsOwnWordsAndTheSharedRecordsAlone = classes()
            .that()
            .resideInAPackage("io.slotwise.streams.decision..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.slotwise.streams.decision..",
                    "io.slotwise.model",
                    "io.slotwise.model.move",
                    "io.slotwise.model.topology",
                    "io.slotwise.model.move",
                    "com.fasterxml.jackson.annotation",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theLaboratoryKnowsTheCoreAndTheSharedRecordsAlone = classes()
            .that()
            .resideInAPackage("io.slotwise.streams.replay..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.slotwise.streams.replay..",
                    "io.slotwise.streams.decision..",
                    "io.slotwise.model",
                    "io.slotwise.model.move",
                    "io.slotwise.model.topology",
                    "java.lang..",
                    "java.net",
                    "java.util..",
                    "java.time..",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theCoreAndTheLaboratoryAskNoClockAndNoDice = noClasses()
            .that()
            .resideInAnyPackage("io.slotwise.streams.decision..", "io.slotwise.streams.replay..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.random.RandomGenerator.class);

    @ArchTest
    static final ArchRule theModuleImportsNoneOfTheOtherThree = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.slotwise.collector..",
                    "io.slotwise.reconciler..",
                    "io.slotwise.job..",
                    "io.slotwise.embedded..",
                    "io.slotwise.standalone..");

    @ArchTest
    static final ArchRule itTouchesNeitherRedisNorKubernetes =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.lettuce..", "io.fabric8..");
}
