package dev.rollcall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.Fixtures;
import dev.rollcall.RollcallTest;
import dev.rollcall.SettableClock;
import dev.rollcall.check.state.CheckId;
import dev.rollcall.delivery.backlog.BacklogStore;
import dev.rollcall.delivery.hold.Candidate;
import dev.rollcall.delivery.hold.HoldBacks;
import dev.rollcall.flip.Flips;
import dev.rollcall.flip.Sweeper;
import dev.rollcall.mute.MutesChanged;
import dev.rollcall.project.Projects;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import testing.App;
import testing.Receiver;
import tools.jackson.databind.JsonNode;

/**
 * What a receiver gets, and when, from a check that is muted, or by a channel that is told only some of the changes.
 */
@RollcallTest
class HeldBackAlertsTest {

    private static final String CHECK = "{\"channels\": \"*\", \"timeout\": 31536000}";

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private SettableClock clock;

    @Autowired
    private QueueStore queue;

    @Autowired
    private DueDeliveries due;

    @Autowired
    private DeliverAlerts alerts;

    @Autowired
    private HoldBacks holds;

    @Autowired
    private BacklogStore backlogs;

    @Autowired
    private HealthStore health;

    @Autowired
    private PruneDeliveries prune;

    @Autowired
    private Flips flips;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transactions;

    private final Receiver receiver = Receiver.start();
    private SteppedWorker worker;
    private Projects.NewProject project;

    @BeforeEach
    void makeProject() {
        fixtures.clear();
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
        worker = new SteppedWorker(queue, due, alerts);
        project = fixtures.project();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void aDownInAWindowIsToldAtItsEndWithItsTrueTime() {
        UUID check = checkWithWebhook("");
        snooze(check, 60);
        fixtures.ping(check, "/fail");

        assertThat(worker.work()).isZero();
        pass(59);
        assertThat(worker.work()).isZero();
        pass(1);
        worker.work();

        assertThat(told()).containsExactly("down 1 2026-03-01T12:00:00+00:00");
    }

    @Test
    void downAndUpInsideAWindowIsSilence() {
        UUID check = checkWithWebhook("");
        snooze(check, 60);
        fixtures.ping(check, "/fail");
        worker.work();
        pass(1);
        fixtures.ping(check, "");
        worker.work();

        assertThat(states(check)).containsExactly("OUTDATED", "OUTDATED");
        pass(120);
        assertThat(worker.work()).isZero();
        assertThat(told()).isEmpty();
    }

    @Test
    void severalChangesInAWindowBecomeOneAlertOfThePresentStatus() {
        UUID check = checkWithWebhook("");
        snooze(check, 60);
        for (String signal : List.of("/fail", "", "/fail")) {
            fixtures.ping(check, signal);
            pass(1);
        }
        worker.work();
        pass(60);
        worker.work();

        assertThat(told()).singleElement().asString().startsWith("down ");
        assertThat(states(check)).containsExactly("OUTDATED", "OUTDATED", "SENT");
    }

    @Test
    void aRecoveryIsNeverMutedIfTheReceiverWasToldThatTheCheckIsDown() {
        UUID check = checkWithWebhook("");
        fixtures.ping(check, "/fail");
        worker.work();
        snooze(check, 60);
        pass(1);
        fixtures.ping(check, "");
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up");
    }

    /** What the receiver knows is read from deliveries, which are pruned. */
    @Test
    void aRecoveryIsNotMutedAfterADownThatWasToldLongerAgoThanDeliveriesAreKept() {
        UUID check = checkWithWebhook("");
        fixtures.ping(check, "/fail");
        worker.work();
        pass(400 * 24 * 60);
        prune.prune(null);
        snooze(check, 60);
        fixtures.ping(check, "");
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up");
        pass(400 * 24 * 60);
        prune.prune(null);
        assertThat(states(check)).isEmpty();
    }

    /** The receiver answered too late: it may have understood. */
    @Test
    void aRecoveryIsNotMutedIfTheReceiverMayHaveGotADownThatFailed() {
        UUID check = checkWithWebhook("");
        receiver.answer(500);
        fixtures.ping(check, "/fail");
        worker.work();
        receiver.answer(200);
        snooze(check, 60);
        pass(1);
        fixtures.ping(check, "");
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up");
    }

    /** A worker died while it sent the down. Its receiver may have it, so it is sent again. */
    @Test
    void anAlertThatMayHaveBeenSentIsNotHeldBack() {
        UUID check = checkWithWebhook("");
        fixtures.ping(check, "/fail");
        assertThat(worker.take()).hasSize(1);
        snooze(check, 60);
        clock.advance(Leases.LENGTH);
        fixtures.ping(check, "");
        new SteppedWorker(queue, due, alerts).work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up");
    }

    /** The receiver may have the down that had waited, although no worker knows. */
    @Test
    void aRecoveryIsNotMutedIfAWorkerDiedWhileItSentADownThatHadWaited() {
        UUID check = checkWithWebhook("");
        snooze(check, 60);
        fixtures.ping(check, "/fail");
        worker.work();
        pass(60);
        assertThat(worker.take()).hasSize(1);
        fixtures.jdbc().sql("DELETE FROM snoozes").update();
        snooze(check, 60);
        clock.advance(Leases.LENGTH);
        fixtures.ping(check, "");
        new SteppedWorker(queue, due, alerts).work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("up");
    }

    @Test
    void anAlertThatAStoppedWorkerBrokeOffIsNotHeldBackAndOneThatItHadNotBegunIs() {
        UUID begun = checkWithWebhook("");
        UUID notBegun = fixtures.check(project, CHECK);
        fixtures.ping(begun, "/fail");
        fixtures.ping(notBegun, "/fail");
        List<Attempt> taken = worker.take();
        snooze(begun, 60);
        snooze(notBegun, 60);
        queue.handBackBegun(worker.id(), ids(begun), clock.instant());
        worker.handBack(taken.stream()
                .filter(attempt -> ids(notBegun).contains(attempt.id()))
                .toList());
        assertThat(taken).hasSize(2);

        new SteppedWorker(queue, due, alerts).work();

        assertThat(states(begun)).containsExactly("SENT");
        assertThat(states(notBegun)).containsExactly("PENDING");
    }

    /** A worker died while it sent the down. The next one was stopped before it began, but the receiver may have it. */
    @Test
    void anAlertThatMayHaveBeenSentIsNotHeldBackAfterAWorkerHasHandedItBack() {
        UUID check = checkWithWebhook("");
        fixtures.ping(check, "/fail");
        assertThat(worker.take()).hasSize(1);
        clock.advance(Leases.LENGTH);
        SteppedWorker second = new SteppedWorker(queue, due, alerts);
        second.handBack(second.take());
        snooze(check, 60);
        fixtures.ping(check, "");
        new SteppedWorker(queue, due, alerts).work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up");
    }

    /** A worker died while it sent the down. The receiver is not told again, but the recovery is news to it. */
    @Test
    void aRecoveryIsNotMutedIfADownMayHaveBeenSentThatIsNoLongerWanted() {
        UUID check = checkWithWebhook("");
        fixtures.ping(check, "/fail");
        assertThat(worker.take()).hasSize(1);
        clock.advance(Leases.LENGTH);
        takeChannelsFrom(check);
        new SteppedWorker(queue, due, alerts).work();
        assertThat(states(check)).containsExactly("OUTDATED");
        setChannels(check, "*");
        snooze(check, 60);
        fixtures.ping(check, "");
        new SteppedWorker(queue, due, alerts).work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("up");
    }

    /** It would be sent in the window when the lease has expired, because it could have been sent before. */
    @Test
    void anAlertWhoseRowIsLockedForAMomentIsHeldBack() throws Exception {
        UUID check = checkWithWebhook("");
        fixtures.ping(check, "/fail");
        Attempt down = worker.take().get(0);
        snooze(check, 60);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try {
            Future<?> decided = Objects.requireNonNull(transactions.execute(status -> {
                fixtures.jdbc()
                        .sql("SELECT id FROM deliveries FOR UPDATE")
                        .query(UUID.class)
                        .list();
                Future<?> begun = threads.submit(() -> holds.decide(List.of(candidate(down)), clock.instant()));
                await().until(() -> begun.isDone() || isSomebodyWaiting());
                return begun;
            }));
            decided.get(App.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }

        assertThat(log(check).get("held_back_by").asString()).isEqualTo("snooze");
        clock.advance(Leases.LENGTH);
        assertThat(new SteppedWorker(queue, due, alerts).work()).isZero();
        assertThat(told()).isEmpty();
    }

    @Test
    void aDownThatFailedBeforeTheWindowIsTriedAgainAtItsEndAndNoLaterOneBefore() {
        UUID check = checkWithWebhook("");
        receiver.answer(500);
        fixtures.ping(check, "/fail");
        worker.work();
        receiver.answer(200);
        snooze(check, 60);
        pass(1);
        worker.work();
        assertThat(told()).hasSize(1);
        assertThat(backlogs.oldestDue(clock.instant())).isEmpty();

        pass(60);
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "down");
    }

    @Test
    void aMuteThatAPersonEndsMakesTheAlertDueAtOnce() {
        UUID check = checkWithWebhook("");
        snooze(check, 60);
        fixtures.ping(check, "/fail");
        worker.work();
        pass(1);
        fixtures.jdbc().sql("DELETE FROM snoozes").update();
        assertThat(worker.work()).isZero();
        events.publishEvent(new MutesChanged(Set.of(new CheckId(check))));
        worker.work();

        assertThat(told()).hasSize(1);
    }

    @Test
    void theOtherChecksOfTheChannelAreToldMeanwhile() {
        UUID muted = checkWithWebhook("");
        UUID other = fixtures.check(project, CHECK);
        snooze(muted, 60);
        fixtures.ping(muted, "/fail");
        fixtures.ping(other, "/fail");
        worker.work();

        assertThat(states(muted)).containsExactly("PENDING");
        assertThat(states(other)).containsExactly("SENT");
    }

    @Test
    void aLateAlertThatWaitedIsToldOnlyIfThePingIsStillMissing() {
        webhook("");
        UUID pinged = fixtures.check(project, lateCheck());
        UUID silent = fixtures.check(project, lateCheck());
        holdBackLateAlertsOf(pinged, silent);
        fixtures.ping(pinged, "");
        pass(1);
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("late");
        assertThat(states(pinged)).containsExactly("OUTDATED");
        assertThat(states(silent)).containsExactly("SENT");
    }

    @Test
    void aLateAlertThatWaitedIsNotToldOfACheckThatWasPausedMeanwhileNorResumed() {
        webhook("");
        UUID paused = fixtures.check(project, lateCheck());
        UUID resumed = fixtures.check(project, lateCheck());
        holdBackLateAlertsOf(paused, resumed);
        assertThat(states(paused)).containsExactly("PENDING");
        manage(paused, "pause");
        manage(resumed, "pause");
        manage(resumed, "resume");
        pass(1);
        worker.work();

        assertThat(told()).isEmpty();
        assertThat(states(paused)).containsExactly("OUTDATED");
        assertThat(states(resumed)).containsExactly("OUTDATED");
    }

    @Test
    void aLateAlertThatWaitedIsNoChangeOfStatus() {
        webhook("");
        UUID check = fixtures.check(project, lateCheck());
        fixtures.ping(check, "");
        snooze(check, 150);
        for (int hour = 1; hour <= 2; hour++) {
            pass(61);
            Sweeper.sweep(flips, clock.instant(), 100);
            worker.work();
        }
        assertThat(states(check)).containsExactly("PENDING", "PENDING");
        pass(30);
        worker.work();

        assertThat(told()).containsExactly("down 1 2026-03-01T14:00:00+00:00");
    }

    @Test
    void aChannelToEscalateToIsToldWhenTheCheckHasBeenDownForSoLongAndThenOfTheRecovery() {
        UUID check = checkWithWebhook(", \"escalate_after\": 1800");
        fixtures.ping(check, "/fail");
        worker.work();
        pass(29);
        worker.work();
        assertThat(told()).isEmpty();
        assertThat(log(check).get("held_back_by").asString()).isEqualTo("escalation");
        pass(1);
        worker.work();
        pass(1);
        fixtures.ping(check, "");
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up");
    }

    @Test
    void aChannelToEscalateToIsNotToldOfWhatRecoversBeforeNorOfALatePing() {
        webhook(", \"escalate_after\": 1800");
        UUID check = fixtures.check(project, lateCheck());
        fixtures.ping(check, "/fail");
        worker.work();
        pass(29);
        fixtures.ping(check, "");
        worker.work();
        pass(61);
        Sweeper.sweep(flips, clock.instant(), 100);
        worker.work();

        assertThat(states(check)).containsExactly("OUTDATED", "OUTDATED", "OUTDATED");
        assertThat(told()).isEmpty();
    }

    @Test
    void aChannelToEscalateToIsNotToldOfWhatAPersonHasAcknowledgedNorOfItsRecovery() {
        UUID check = checkWithWebhook(", \"escalate_after\": 1800");
        fixtures.ping(check, "/fail");
        worker.work();
        assertThat(fixtures.call(
                        HttpMethod.POST, "/api/v3/checks/" + check + "/acknowledge", project.readWriteKey(), ""))
                .hasStatusOk();
        pass(30);
        worker.work();
        fixtures.ping(check, "");
        worker.work();
        assertThat(told()).isEmpty();

        fixtures.ping(check, "/fail");
        worker.work();
        pass(30);
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down");
    }

    @Test
    void theTimeUntilEscalationBeginsAnewWithEachDown() {
        UUID check = checkWithWebhook(", \"escalate_after\": 1800");
        fixtures.ping(check, "/fail");
        worker.work();
        pass(20);
        fixtures.ping(check, "");
        pass(1);
        fixtures.ping(check, "/fail");
        worker.work();
        pass(29);
        worker.work();
        assertThat(told()).isEmpty();
        pass(1);
        worker.work();

        assertThat(told()).containsExactly("down 3 2026-03-01T12:21:00+00:00");
    }

    /** A pause makes no alert, nor does the first ping after it. */
    @Test
    void aChannelToEscalateToHearsOfANewIncidentAfterAPauseHasEndedTheOneThatItWasTold() {
        UUID check = checkWithWebhook(", \"escalate_after\": 600");
        failForTenMinutes(check);
        endByAPause(check);
        failForTenMinutes(check);

        assertThat(told()).containsExactly("down 1 2026-03-01T12:00:00+00:00", "down 1 2026-03-01T12:11:00+00:00");
    }

    @Test
    void aNewIncidentInAWindowIsToldAtItsEndAfterAPauseHasEndedTheOneThatWasTold() {
        UUID check = checkWithWebhook("");
        fixtures.ping(check, "/fail");
        worker.work();
        endByAPause(check);
        snooze(check, 60);
        fixtures.ping(check, "/fail");
        worker.work();
        pass(60);
        worker.work();

        assertThat(told()).containsExactly("down 1 2026-03-01T12:00:00+00:00", "down 1 2026-03-01T12:01:00+00:00");
    }

    @Test
    void aChannelToEscalateToHearsOfANewIncidentIfTheCheckDidNotUseItWhenTheLastOneEnded() {
        UUID check = checkWithWebhook(", \"escalate_after\": 600");
        failForTenMinutes(check);
        takeChannelsFrom(check);
        fixtures.ping(check, "");
        setChannels(check, "*");
        pass(1);
        failForTenMinutes(check);

        assertThat(told()).containsExactly("down 1 2026-03-01T12:00:00+00:00", "down 1 2026-03-01T12:11:00+00:00");
    }

    /** The receiver was away for longer than an alert waits, so no attempt was made for it. */
    @Test
    void aChannelToEscalateToHearsOfANewIncidentAfterTheRecoveryWasGivenUp() {
        UUID check = checkWithWebhook(", \"escalate_after\": 600");
        failForTenMinutes(check);
        fixtures.ping(check, "");
        pass(1);
        assertThat(health.giveUp(channel(), clock.instant(), "away", clock.instant()))
                .isEqualTo(1);
        failForTenMinutes(check);

        assertThat(told()).containsExactly("down 1 2026-03-01T12:00:00+00:00", "down 1 2026-03-01T12:11:00+00:00");
    }

    @Test
    void aDownThatWaitedIsNotToldToAChannelThatWasTakenFromTheCheck() {
        UUID escalated = checkWithWebhook(", \"escalate_after\": 1800");
        fixtures.ping(escalated, "/fail");
        worker.work();
        takeChannelsFrom(escalated);
        pass(30);
        worker.work();

        assertThat(states(escalated)).containsExactly("OUTDATED");
        assertThat(told()).isEmpty();
    }

    @Test
    void aDownThatFailedIsNotTriedAgainAtAChannelThatWasTakenFromTheCheck() {
        UUID check = checkWithWebhook("");
        receiver.answer(503);
        fixtures.ping(check, "/fail");
        worker.work();
        takeChannelsFrom(check);
        receiver.answer(200);
        pass(1);
        worker.work();

        assertThat(states(check)).containsExactly("OUTDATED");
        assertThat(told()).as("only the failed attempt").hasSize(1);
    }

    /** Else the receiver would believe for good that the check is down. */
    @Test
    void aRecoveryIsToldToAChannelThatWasTakenFromTheCheckOnlyIfItMayBelieveThatTheCheckIsDown() {
        UUID known = checkWithWebhook("");
        UUID unknown = fixtures.check(project, CHECK);
        fixtures.ping(known, "/fail");
        worker.work();
        fixtures.ping(unknown, "/fail");
        for (UUID check : List.of(known, unknown)) {
            fixtures.ping(check, "");
            takeChannelsFrom(check);
        }
        worker.work();

        assertThat(states(known)).containsExactly("SENT", "SENT");
        assertThat(states(unknown)).containsExactly("OUTDATED", "OUTDATED");
    }

    @Test
    void aChannelThatNeedNotWaitAnyMoreIsToldAtOnce() {
        UUID check = checkWithWebhook(", \"escalate_after\": 86400");
        fixtures.ping(check, "/fail");
        worker.work();
        pass(10);
        changeChannel("{\"escalate_after\": 1200}");
        assertThat(worker.work()).isZero();
        assertThat(log(check).get("next_attempt_at").asString()).isEqualTo("2026-03-01T12:20:00+00:00");
        changeChannel("{\"escalate_after\": \"\"}");
        worker.work();

        assertThat(told()).containsExactly("down 1 2026-03-01T12:00:00+00:00");
    }

    @Test
    void aChannelThatWantsEachChangeAgainIsToldAtOnce() {
        UUID check = checkWithWebhook(", \"flap_limit\": 2, \"flap_quiet\": 300");
        for (String signal : List.of("/fail", "", "/fail")) {
            fixtures.ping(check, signal);
            pass(1);
            worker.work();
        }
        changeChannel("{\"name\": \"renamed\"}");
        assertThat(worker.work()).isZero();
        changeChannel("{\"flap_limit\": \"\"}");
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up flapping", "down");
    }

    @Test
    void aCheckThatFlapsIsToldUpToTheLimitAndThenOnceWhenItIsQuiet() {
        UUID check = checkWithWebhook(", \"flap_limit\": 3, \"flap_quiet\": 600");
        for (int n = 0; n < 4; n++) {
            fixtures.ping(check, "/fail");
            worker.work();
            pass(1);
            fixtures.ping(check, "");
            worker.work();
            pass(1);
        }
        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up", "down flapping");
        assertThat(log(check).get("held_back_by").asString()).isEqualTo("flapping");
        assertThat(log(check).get("next_attempt_at").asString()).isEqualTo("2026-03-01T12:17:00+00:00");

        pass(8);
        worker.work();
        assertThat(told()).hasSize(3);
        pass(1);
        worker.work();

        assertThat(told()).hasSize(4);
        assertThat(told().get(3)).isEqualTo("up 5 2026-03-01T12:07:00+00:00");
    }

    @Test
    void afterTheMessageThatSumsUpTheNextChangeIsToldAtOnce() {
        UUID check = checkWhoseSummaryIsDue();
        worker.work();
        fixtures.ping(check, "/fail");
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up flapping", "up", "down");
    }

    @Test
    void afterAMessageThatSumsUpAndFailedAtFirstTheNextChangeIsToldAtOnce() {
        UUID check = checkWhoseSummaryIsDue();
        receiver.answer(503);
        worker.work();
        receiver.answer(200);
        pass(1);
        worker.work();
        fixtures.ping(check, "/fail");
        worker.work();

        assertThat(told())
                .extracting(HeldBackAlertsTest::status)
                .containsExactly("down", "up flapping", "up", "up", "down");
    }

    /** The announcement promised it. */
    @Test
    void whenItIsQuietTheStatusIsToldEvenIfItIsTheOneThatWasToldLast() {
        UUID check = checkWithWebhook(", \"flap_limit\": 2, \"flap_quiet\": 300");
        for (String signal : List.of("/fail", "", "/fail", "")) {
            fixtures.ping(check, signal);
            worker.work();
            pass(1);
        }
        pass(5);
        worker.work();

        assertThat(told()).hasSize(3);
        assertThat(told().get(2)).startsWith("up 2 ");
    }

    @Test
    void changesThatWaitedForAWorkerUntilTheCheckWasQuietAreSummedUp() {
        UUID check = checkWithWebhook(", \"flap_limit\": 2, \"flap_quiet\": 300");
        for (int n = 0; n < 5; n++) {
            fixtures.ping(check, "/fail");
            pass(1);
            fixtures.ping(check, "");
            pass(1);
        }
        pass(10);
        worker.work();

        assertThat(told()).extracting(HeldBackAlertsTest::status).containsExactly("down", "up flapping", "up");
        assertThat(told().get(2)).startsWith("up 8 ");
    }

    @Test
    void theLogOfDeliveriesSaysWhyAndUntilWhen() {
        UUID check = checkWithWebhook("");
        fixtures.ping(check, "/fail");
        assertThat(log(check).get("held_back_by").isNull()).isTrue();
        snooze(check, 60);
        worker.work();

        assertThat(log(check).get("state").asString()).isEqualTo("pending");
        assertThat(log(check).get("held_back_by").asString()).isEqualTo("snooze");
        assertThat(log(check).get("next_attempt_at").asString()).isEqualTo("2026-03-01T13:00:00+00:00");
        pass(60);
        worker.work();
        assertThat(log(check).get("held_back_by").isNull()).isTrue();
    }

    @Test
    void whatIsHeldBackIsNoBacklog() {
        UUID check = checkWithWebhook("");
        snooze(check, 60);
        fixtures.ping(check, "/fail");
        assertThat(backlogs.oldestDue(clock.instant())).isPresent();
        worker.work();
        pass(30);

        assertThat(backlogs.oldestDue(clock.instant())).isEmpty();
        BacklogStore.Counts backlog = backlogs.counts(clock.instant());
        assertThat(backlog.due()).isZero();
        assertThat(backlog.heldBack()).isEqualTo(1);
    }

    @Test
    void aChannelThatWorksAgainDoesNotEndAHoldAndTheTimeOfAHoldDoesNotGiveUpADelivery() {
        UUID check = checkWithWebhook("");
        UUID channel =
                fixtures.jdbc().sql("SELECT id FROM channels").query(UUID.class).single();
        snooze(check, 3 * 24 * 60);
        fixtures.ping(check, "/fail");
        worker.work();
        health.failed(channel, "refused", clock.instant());
        health.works(channel, clock.instant());
        assertThat(worker.work()).isZero();

        pass(2 * 24 * 60);
        assertThat(health.giveUp(channel, clock.instant().minus(Duration.ofHours(25)), "away", clock.instant()))
                .isZero();
        pass(24 * 60);
        worker.work();

        assertThat(told()).hasSize(1);
    }

    @Test
    void aDeliveryThatWasHeldBackIsGivenUpADayAfterItsHoldAndNotAtItsFirstFailure() {
        UUID check = checkWithWebhook("");
        snooze(check, 2 * 24 * 60);
        fixtures.ping(check, "/fail");
        worker.work();
        pass(2 * 24 * 60);
        for (int n = 1; n < CircuitBreaker.THRESHOLD; n++) {
            health.failed(channel(), "refused", clock.instant());
        }
        receiver.answer(503);

        worker.work();
        assertThat(states(check)).containsExactly("PENDING");
        pass(24 * 60);
        worker.work();
        assertThat(states(check)).containsExactly("PENDING");
        pass(2 * 60);
        worker.work();

        assertThat(states(check)).containsExactly("FAILED");
        assertThat(told()).hasSize(3);
    }

    /** A maintenance window over everything must not keep the workers busy. */
    @Test
    void manyAlertsAreHeldBackInOneTakeAndWithoutAThread() {
        webhook("");
        for (int n = 0; n < 50; n++) {
            UUID check = fixtures.check(project, CHECK);
            snooze(check, 60);
            fixtures.ping(check, "/fail");
        }

        DueDeliveries.Due taken = due.take(new QueueStore.Taking(worker.id(), 1_000, null, Map.of(), 1_000));

        assertThat(taken.channels()).hasSize(50);
        assertThat(taken.attempts()).isEmpty();
        assertThat(taken.isFewer()).isTrue();
        assertThat(fixtures.jdbc()
                        .sql("SELECT count(*) FROM deliveries WHERE held_back_by = 'SNOOZE' AND held_until IS NULL")
                        .query(Integer.class)
                        .single())
                .isEqualTo(50);
    }

    private boolean isSomebodyWaiting() {
        return fixtures.jdbc().sql("""
                        SELECT EXISTS (
                            SELECT 1
                            FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock'
                        )
                        """).query(Boolean.class).single();
    }

    private static Candidate candidate(Attempt attempt) {
        return new Candidate(
                attempt.id(),
                attempt.taken().version(),
                Objects.requireNonNull(attempt.taken().flip()),
                attempt.channel(),
                Objects.requireNonNull(attempt.check()),
                new Candidate.Place(null, null, false, false, false));
    }

    /** A snooze holds their late alerts back for one more minute. */
    private void holdBackLateAlertsOf(UUID... checks) {
        for (UUID check : checks) {
            fixtures.ping(check, "");
            snooze(check, 62);
        }
        pass(61);
        Sweeper.sweep(flips, clock.instant(), 100);
        worker.work();
    }

    private void pass(int minutes) {
        clock.advance(Duration.ofMinutes(minutes));
    }

    private void snooze(UUID check, int minutes) {
        fixtures.jdbc()
                .sql("INSERT INTO snoozes (check_id, until_at) VALUES (:check, :until)")
                .param("check", check)
                .param(
                        "until",
                        clock.instant().plus(Duration.ofMinutes(minutes)).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void takeChannelsFrom(UUID check) {
        setChannels(check, "");
    }

    private void setChannels(UUID check, String channels) {
        assertThat(fixtures.call(
                        HttpMethod.POST,
                        "/api/v3/checks/" + check,
                        project.readWriteKey(),
                        "{\"channels\": \"" + channels + "\"}"))
                .hasStatusOk();
    }

    /** Until the time of an escalation. */
    private void failForTenMinutes(UUID check) {
        fixtures.ping(check, "/fail");
        worker.work();
        pass(10);
        worker.work();
    }

    /** A person pauses the check, which is down, and its next ping ends the pause. */
    private void endByAPause(UUID check) {
        manage(check, "pause");
        pass(1);
        fixtures.ping(check, "");
    }

    private void manage(UUID check, String action) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/checks/" + check + "/" + action, project.readWriteKey(), ""))
                .hasStatusOk();
    }

    private void changeChannel(String fields) {
        assertThat(fixtures.call(HttpMethod.POST, "/api/v3/channels/" + channel(), project.readWriteKey(), fields))
                .hasStatusOk();
    }

    private UUID channel() {
        return fixtures.jdbc().sql("SELECT id FROM channels").query(UUID.class).single();
    }

    /** What the receiver got: status, number of changes, time of the change, and perhaps that the check is flapping. */
    private List<String> told() {
        return receiver.received().stream()
                .map(Receiver.Received::body)
                .map(body -> body.replace(" false", "").replace("true", "flapping"))
                .toList();
    }

    /** The status of a message, and whether it says that the check is flapping. */
    private static String status(String told) {
        return told.substring(0, told.indexOf(' ')) + (told.endsWith("flapping") ? " flapping" : "");
    }

    private List<String> states(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT status FROM deliveries WHERE check_id = :check ORDER BY flip_id")
                .param("check", check)
                .query(String.class)
                .list();
    }

    private List<UUID> ids(UUID check) {
        return fixtures.jdbc()
                .sql("SELECT id FROM deliveries WHERE check_id = :check")
                .param("check", check)
                .query(UUID.class)
                .list();
    }

    /** The latest delivery of the check in the API. */
    private JsonNode log(UUID check) {
        MvcTestResult answer =
                fixtures.call(HttpMethod.GET, "/api/v3/checks/" + check + "/deliveries/", project.readWriteKey(), "");
        assertThat(answer).hasStatusOk();
        return fixtures.json(answer).get("deliveries").get(0);
    }

    private static String lateCheck() {
        return "{\"channels\": \"*\", \"timeout\": 3600, \"grace\": 3600, \"notify_late\": true}";
    }

    /** It flapped, and was then quiet for long enough. */
    private UUID checkWhoseSummaryIsDue() {
        UUID check = checkWithWebhook(", \"flap_limit\": 2, \"flap_quiet\": 300");
        for (String signal : List.of("/fail", "", "/fail", "")) {
            fixtures.ping(check, signal);
            pass(1);
            worker.work();
        }
        pass(5);
        return check;
    }

    private UUID checkWithWebhook(String settings) {
        webhook(settings);
        return fixtures.check(project, CHECK);
    }

    private void webhook(String settings) {
        String body = "\"$STATUS $CHANGES $NOW $FLAPPING\"";
        MvcTestResult created = fixtures.call(
                HttpMethod.POST,
                "/api/v3/channels/",
                project.readWriteKey(),
                "{\"kind\": \"webhook\", \"url\": \"" + receiver.url("/hook") + "\", \"body_down\": " + body
                        + ", \"body_up\": " + body + settings + "}");
        assertThat(created).hasStatus(201);
    }
}
