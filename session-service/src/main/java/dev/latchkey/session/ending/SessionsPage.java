package dev.latchkey.session.ending;

import dev.latchkey.access.SessionId;
import dev.latchkey.session.browser.Csrf;
import dev.latchkey.session.list.DeviceList;
import dev.latchkey.session.list.DeviceRow;
import dev.latchkey.session.live.LiveSession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The page of devices and sessions, with the forms that end them.
@Singleton
final class SessionsPage {
    static final String PATH = "/sessions";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Endings endings;
    private final Csrf csrf;

    SessionsPage(Endings endings, Csrf csrf) {
        this.endings = endings;
        this.csrf = csrf;
    }

    @CheckedTemplate(basePath = "sessions")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(Model model);
    }

    /// What the page shows.
    ///
    /// @param others how many sessions the button ends
    /// @param list what it ends, sealed
    /// @param message what has just been done; empty for nothing
    /// @param error why nothing was done; empty when it was
    /// @param again where to ask again who knows; empty when all do
    record Model(
            String name,
            List<Row> rows,
            int others,
            String list,
            String csrf,
            String logoutCsrf,
            String message,
            String error,
            String again) {}

    /// A device.
    record Row(
            String id,
            String label,
            boolean current,
            boolean live,
            String place,
            Stamp firstSeen,
            Stamp lastSeen,
            String how,
            Stamp endsAt,
            int tokens,
            String session,
            String renameCsrf,
            String endCsrf,
            String forgetCsrf) {}

    /// A time for machines and for people.
    record Stamp(String iso, String text) {
        static final Stamp NONE = new Stamp("", "");

        static Stamp of(Instant at) {
            return new Stamp(at.toString(), TIME.format(at));
        }
    }

    /// What happened before the page is shown.
    record News(String message, String error, String again) {
        static final News NONE = new News("", "", "");

        static News done(String sentence) {
            return new News(sentence, "", "");
        }

        static News failed(String sentence) {
            return new News("", sentence, "");
        }
    }

    TemplateInstance render(LiveSession session, List<DeviceRow> devices, HttpServerRequest http, News news) {
        var others = DeviceList.others(devices);
        return Templates.list(new Model(
                session.displayName(),
                devices.stream().map(row -> row(row, http)).toList(),
                others.size(),
                endings.list(session, others),
                csrf.token(http, PATH + "/end-others"),
                csrf.token(http, "/logout"),
                news.message(),
                news.error(),
                news.again()));
    }

    private Row row(DeviceRow row, HttpServerRequest http) {
        var id = row.device().publicId();
        var session = row.session().map(DeviceRow.Login::id).map(SessionId::publicId);
        return new Row(
                id,
                row.label(),
                row.current(),
                session.isPresent(),
                row.network().orElse("unknown"),
                Stamp.of(row.firstSeen()),
                Stamp.of(row.lastSeen()),
                row.session().map(SessionsPage::how).orElse(""),
                row.session().map(login -> Stamp.of(login.endsAt())).orElse(Stamp.NONE),
                row.session().map(DeviceRow.Login::tokens).orElse(0),
                session.orElse(""),
                csrf.token(http, PATH + "/devices/" + id + "/rename"),
                session.map(which -> csrf.token(http, PATH + "/" + which + "/end"))
                        .orElse(""),
                csrf.token(http, PATH + "/devices/" + id + "/forget"));
    }

    private static String how(DeviceRow.Login login) {
        return login.amr().contains("pwd") ? "password" : String.join(", ", login.amr());
    }
}
