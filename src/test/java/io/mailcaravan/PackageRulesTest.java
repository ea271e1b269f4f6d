package io.mailcaravan;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.mailcaravan.ledger.sql.LedgerDatabase;
import io.mailcaravan.ledger.sql.LedgerException;
import io.mailcaravan.ledger.sql.PostgresSettings;

/** Who may know whom: the arrows between the packages that README.md lists. */
@AnalyzeClasses(packages = "io.mailcaravan", importOptions = DoNotIncludeTests.class)
class PackageRulesTest {

    @ArchTest
    static final ArchRule DOMAIN_KNOWS_THE_JDK_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.mailcaravan.mailbox")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("io.mailcaravan.mailbox", "java..");

    @ArchTest
    static final ArchRule CONFIG_KNOWS_THE_DOMAIN_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.mailcaravan.config")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.config", "io.mailcaravan.mailbox", "java..");

    @ArchTest
    static final ArchRule ADDRESSES_KNOW_THE_DOMAIN_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.mailcaravan.address")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.address", "io.mailcaravan.mailbox", "java..");

    @ArchTest
    static final ArchRule ENGINE_KNOWS_NO_QUARKUS =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..mailbox..",
                            "..store..",
                            "..component..",
                            "..append..",
                            "..auth..",
                            "..oauth..",
                            "..tls..",
                            "..imap..",
                            "..http..",
                            "..cluster..",
                            "..ledger..",
                            "..report..",
                            "..match..",
                            "..session..",
                            "..progress..",
                            "..deadletter..",
                            "..verify..",
                            "..retry..",
                            "..pass..",
                            "..filter..",
                            "..mapping..",
                            "..convert..",
                            "..plan..",
                            "..address..",
                            "..copy..",
                            "..discover..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.quarkus..",
                            "jakarta.inject..",
                            "jakarta.enterprise..",
                            "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule MOVING_KNOWS_NO_CAMEL =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..append..",
                            "..session..",
                            "..progress..",
                            "..deadletter..",
                            "..verify..",
                            "..retry..",
                            "..pass..",
                            "..store..",
                            "..filter..",
                            "..mapping..",
                            "..plan..",
                            "..convert.mime..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.camel..");

    /** A client of another protocol beside {@code imap} is one more line. */
    @ArchTest
    static final ArchRule STORES_KNOW_DOMAIN_SETTINGS_AND_CLIENTS_ONLY =
            noClasses()
                    .that()
                    .resideInAPackage("io.mailcaravan.store..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.mailcaravan..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    "io.mailcaravan.store..",
                                                    "io.mailcaravan.mailbox",
                                                    "io.mailcaravan.config",
                                                    "io.mailcaravan.oauth",
                                                    "io.mailcaravan.auth",
                                                    "io.mailcaravan.disk",
                                                    "io.mailcaravan.http",
                                                    "io.mailcaravan.imap",
                                                    "io.mailcaravan.imap.settings")));

    @ArchTest
    static final ArchRule TOKENS_KNOW_DOMAIN_SETTINGS_AND_TRUST_ONLY =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.mailcaravan.oauth", "io.mailcaravan.tls")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.mailcaravan..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    "io.mailcaravan.oauth",
                                                    "io.mailcaravan.tls",
                                                    "io.mailcaravan.config",
                                                    "io.mailcaravan.mailbox")));

    @ArchTest
    static final ArchRule AUTH_KNOWS_DOMAIN_AND_TOKENS_ONLY =
            noClasses()
                    .that()
                    .resideInAPackage("io.mailcaravan.auth")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.mailcaravan..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    "io.mailcaravan.auth",
                                                    "io.mailcaravan.oauth",
                                                    "io.mailcaravan.mailbox")));

    @ArchTest
    static final ArchRule DISK_KNOWS_THE_DOMAIN_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.mailcaravan.disk")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("io.mailcaravan.disk", "io.mailcaravan.mailbox", "java..");

    @ArchTest
    static final ArchRule CLIENTS_KNOW_DOMAIN_AND_SIGN_IN_ONLY =
            noClasses()
                    .that()
                    .resideInAPackage("io.mailcaravan.imap")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.mailcaravan..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    "io.mailcaravan.imap",
                                                    "io.mailcaravan.auth",
                                                    "io.mailcaravan.tls",
                                                    "io.mailcaravan.mailbox")));

    /** What is typed becomes settings; stores are made of them elsewhere. */
    @ArchTest
    static final ArchRule COPY_KNOWS_DOMAIN_AND_SETTINGS_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.mailcaravan.copy")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.copy",
                            "io.mailcaravan.address",
                            "io.mailcaravan.config",
                            "io.mailcaravan.mailbox",
                            "java..");

    @ArchTest
    static final ArchRule DISCOVER_KNOWS_CLIENTS_AND_SIGN_IN_ONLY =
            noClasses()
                    .that()
                    .resideInAPackage("io.mailcaravan.discover")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.mailcaravan..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    "io.mailcaravan.discover",
                                                    "io.mailcaravan.address",
                                                    "io.mailcaravan.imap",
                                                    "io.mailcaravan.auth",
                                                    "io.mailcaravan.tls",
                                                    "io.mailcaravan.mailbox")));

    @ArchTest
    static final ArchRule WEB_CLIENT_KNOWS_DOMAIN_AND_SIGN_IN_ONLY =
            noClasses()
                    .that()
                    .resideInAPackage("io.mailcaravan.http")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.mailcaravan..")
                                    .and(
                                            resideOutsideOfPackages(
                                                    "io.mailcaravan.http",
                                                    "io.mailcaravan.auth",
                                                    "io.mailcaravan.tls",
                                                    "io.mailcaravan.mailbox")));

    /** What a server is told by is written in one place. */
    @ArchTest
    static final ArchRule GREETING_IS_READ_BY_QUIRKS_ONLY =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("io.mailcaravan.imap.ServerQuirks")
                    .should()
                    .callMethod("io.mailcaravan.imap.Greeting", "mentions", String.class.getName());

    @ArchTest
    static final ArchRule SESSIONS_KNOW_DOMAIN_AND_PROGRESS_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.mailcaravan.session")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.session",
                            "io.mailcaravan.progress",
                            "io.mailcaravan.mailbox",
                            "java..");

    @ArchTest
    static final ArchRule VERIFY_KNOWS_NO_PASS =
            noClasses()
                    .that()
                    .resideInAPackage("io.mailcaravan.verify")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.pass..",
                            "io.mailcaravan.retry..",
                            "io.mailcaravan.append..");

    @ArchTest
    static final ArchRule LEDGERS_PARTS_KNOW_NO_ITEMS =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.mailcaravan.ledger.sql",
                            "io.mailcaravan.ledger.state",
                            "io.mailcaravan.ledger.move",
                            "io.mailcaravan.ledger.budget",
                            "io.mailcaravan.ledger.numbering")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.mailcaravan.ledger");

    @ArchTest
    static final ArchRule LEDGERS_PARTS_HAVE_NO_CIRCLES =
            slices().matching("io.mailcaravan.ledger.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule COMPONENT_HAS_NO_CYCLES =
            slices().matching("io.mailcaravan.component.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ITEMS_KNOW_NO_ENDPOINT =
            noClasses()
                    .that()
                    .resideInAPackage("io.mailcaravan.component.item")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.mailcaravan.component..")
                                    .and(resideOutsideOfPackages("io.mailcaravan.component.item")));

    @ArchTest
    static final ArchRule ROUTES_ARE_READ_BEFORE_THEY_RUN =
            noClasses()
                    .that()
                    .resideInAPackage("io.mailcaravan.component.route")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.component.run", "io.mailcaravan.component.mailbox");

    @ArchTest
    static final ArchRule LEDGERS_TABLES_ARE_ITS_OWN =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.mailcaravan.ledger..", "io.mailcaravan.report..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.mailcaravan.ledger.sql")
                                    .and(
                                            not(
                                                    belongToAnyOf(
                                                            LedgerDatabase.class,
                                                            LedgerException.class,
                                                            PostgresSettings.class))));

    @ArchTest
    static final ArchRule REPORT_KNOWS_DOMAIN_AND_LEDGER_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.mailcaravan.report")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.report",
                            "io.mailcaravan.ledger..",
                            "io.mailcaravan.mailbox",
                            "java..");

    @ArchTest
    static final ArchRule MATCH_KNOWS_DOMAIN_AND_REPAIRS_ONLY =
            classes()
                    .that()
                    .resideInAPackage("io.mailcaravan.match")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.match",
                            "io.mailcaravan.mailbox",
                            "io.mailcaravan.convert.mime",
                            "java..");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("io.mailcaravan.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ADAPTERS_ARE_SIBLINGS =
            slices().matching("io.mailcaravan.store.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule TNEF_READING_KNOWS_NO_WRITING =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..tnef.stream..", "..tnef.mapi..", "..tnef.rtf..", "..tnef.message..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.mailcaravan.convert.tnef.item..",
                            "io.mailcaravan.convert.tnef.mime..",
                            "io.mailcaravan.mailbox..",
                            "org.apache.camel..",
                            "jakarta.mail..",
                            "net.fortuna..",
                            "ezvcard..");

    @ArchTest
    static final ArchRule TNEF_PARTS_HAVE_NO_CIRCLES =
            slices().matching("io.mailcaravan.convert.tnef.(*)..").should().beFreeOfCycles();
}
