package io.slotwise.reconciler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.slotwise.reconciler", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_PLAN_IS_PURE = classes()
            .that()
            .resideInAPackage("..reconciler.plan..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..reconciler.plan..",
                    "io.slotwise.model",
                    "io.slotwise.model.topology",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule THE_PLAN_IS_TOLD_THE_TIME = noClasses()
            .that()
            .resideInAnyPackage("..reconciler.plan..", "..reconciler.spec..", "..reconciler.objects..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

    @ArchTest
    static final ArchRule IT_NEVER_TALKS_TO_REDIS_NOR_TO_ITS_SIBLINGS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.lettuce..",
                    "redis..",
                    "io.slotwise.collector..",
                    "io.slotwise.streams..",
                    "io.slotwise.job..",
                    "io.slotwise.embedded..",
                    "io.slotwise.standalone..");

    @ArchTest
    static final ArchRule THE_FRAMEWORK_STAYS_IN_ITS_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("..reconciler.operator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule KAFKA_STAYS_IN_ITS_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("..reconciler.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");
}
