package dev.latchkey.session.login;

import dev.latchkey.access.PersonId;
import dev.latchkey.session.device.DeviceId;
import dev.latchkey.session.device.Devices;
import dev.latchkey.session.live.Acr;
import dev.latchkey.session.live.Opened;
import dev.latchkey.session.live.Opening;
import dev.latchkey.session.live.SessionTransaction;
import dev.latchkey.session.password.CheckOutcome;
import dev.latchkey.session.password.Passwords;
import dev.latchkey.session.throttle.AccountName;
import dev.latchkey.session.throttle.Standing;
import dev.latchkey.session.throttle.Throttle;
import dev.latchkey.session.throttle.Tried;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Logs in with name and password.
///
/// Whatever the reason of a refusal, the same is done: the account looked up, the counters read, a hash computed, the
/// refusal written. So it takes the same time.
@Singleton
final class PasswordLogin {
    static final List<String> AMR = List.of("pwd");
    private static final AccountName NOBODY = AccountName.parse("-").orElseThrow();

    private final Accounts accounts;
    private final Devices devices;
    private final Throttle throttle;
    private final Passwords passwords;
    private final Refusals refusals;
    private final FirstLogin firstLogin;
    private final SessionTransaction sessions;

    PasswordLogin(
            Accounts accounts,
            Devices devices,
            Throttle throttle,
            Passwords passwords,
            Refusals refusals,
            FirstLogin firstLogin,
            SessionTransaction sessions) {
        this.accounts = accounts;
        this.devices = devices;
        this.throttle = throttle;
        this.passwords = passwords;
        this.refusals = refusals;
        this.firstLogin = firstLogin;
        this.sessions = sessions;
    }

    Uni<LoginOutcome> login(Attempt attempt) {
        return accounts.named(attempt.name())
                .chain(account -> tried(attempt, account)
                        .chain(tried ->
                                throttle.look(tried).chain(standing -> check(attempt, account, tried, standing))));
    }

    private Uni<Tried> tried(Attempt attempt, Optional<Accounts.Account> account) {
        var name = attempt.name().orElse(NOBODY);
        // Asked for nobody, too, so that it takes as long.
        var person = account.map(Accounts.Account::person).orElse(Refusals.NOBODY);
        return devices.isKnown(attempt.device(), person)
                .map(known -> new Tried(
                        name,
                        attempt.client().network(),
                        known && account.isPresent() ? Optional.of(attempt.device()) : Optional.empty()));
    }

    private Uni<LoginOutcome> check(
            Attempt attempt, Optional<Accounts.Account> account, Tried tried, Standing standing) {
        var mayTry = standing instanceof Standing.Open;
        var person = account.filter(found -> mayTry && found.active()).map(Accounts.Account::person);
        return passwords.check(person, attempt.password()).chain(checked -> switch (checked) {
            case CheckOutcome.Busy() -> Uni.createFrom().item(new LoginOutcome.Busy());
            case CheckOutcome.Wrong() -> refuse(attempt, account, tried, standing);
            case CheckOutcome.Right(var hash) ->
                again(
                        attempt,
                        account,
                        tried,
                        () -> open(attempt, person.orElseThrow(), hash)
                                .chain(opened -> opened.isPresent()
                                        ? Uni.createFrom().item(new LoginOutcome.LoggedIn(opened.get()))
                                        : refuse(attempt, account, tried, standing)));
            case CheckOutcome.MustChange() ->
                again(attempt, account, tried, () -> ticket(person.orElseThrow(), attempt.device()));
        });
    }

    private interface Success {
        Uni<LoginOutcome> go();
    }

    /// Of many guesses that are tried at once, those behind the first failures are not told whether they were right.
    private Uni<LoginOutcome> again(Attempt attempt, Optional<Accounts.Account> account, Tried tried, Success success) {
        return throttle.look(tried)
                .chain(standing -> standing instanceof Standing.Open
                        ? throttle.succeeded(tried).chain(success::go)
                        : refuse(attempt, account, tried, standing));
    }

    private Uni<LoginOutcome> refuse(
            Attempt attempt, Optional<Accounts.Account> account, Tried tried, Standing standing) {
        return refusals.write(attempt, account, tried, standing).replaceWith(new LoginOutcome.Refused());
    }

    private Uni<Optional<Opened>> open(Attempt attempt, PersonId person, String hash) {
        return sessions.open(
                new Opening(person, attempt.device(), Acr.LK1, AMR, false, Optional.of(hash), attempt.client()));
    }

    private Uni<LoginOutcome> ticket(PersonId person, DeviceId device) {
        return Uni.createFrom().item(new LoginOutcome.MustChange(firstLogin.ticket(person, device)));
    }
}
