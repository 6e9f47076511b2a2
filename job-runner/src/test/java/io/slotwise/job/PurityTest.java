package io.slotwise.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PurityTest {
    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.slotwise.job");

    @Test
    void plansKnowNoSocketsNoThreadsAndNoLogs() {
        noClasses()
                .that()
                .resideInAPackage("..job.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.util.concurrent..",
                        "java.time..",
                        "org.slf4j..",
                        "org.apache.kafka..")
                .check(module);
    }

    @Test
    void theMoverSpeaksToRedisWithoutAClientLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lettuce..", "io.netty..")
                .check(module);
    }
}
