package io.slotwise.collector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.slotwise.collector", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyRuleTest {
    @ArchTest
    static final ArchRule theCollectorImportsNoOtherPart = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.slotwise.streams..",
                    "io.slotwise.reconciler..",
                    "io.slotwise.job..",
                    "io.slotwise.standalone..",
                    "io.slotwise.embedded..");

    @ArchTest
    static final ArchRule theCoreKnowsOnlyTheSharedWords = classes()
            .that()
            .resideInAPackage("io.slotwise.collector.reading..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.slotwise.collector.reading..",
                    "io.slotwise.model",
                    "io.slotwise.model.topology",
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.time",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theCoreNeverAsksForTheTime = noClasses()
            .that()
            .resideInAPackage("io.slotwise.collector.reading..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule redisIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.slotwise.collector.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule kafkaIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.slotwise.collector.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");
}
