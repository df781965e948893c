package dev.latchkey.session.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// Answers with HTML.
public final class Pages {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final int SEE_OTHER = 303;

    private Pages() {}

    @CheckedTemplate(basePath = "page")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance problem(String code, String sentence);
    }

    /// The page, rendered from memory.
    public static Response.ResponseBuilder answer(int status, TemplateInstance page) {
        return Response.status(status).entity(page.render()).type(HTML);
    }

    public static Uni<Response> ok(TemplateInstance page) {
        return Uni.createFrom().item(answer(200, page).build());
    }

    /// A sentence that says what went wrong and what to do.
    ///
    /// @param code stable, for whoever has to tell such pages apart
    public static Response problem(int status, String code, String sentence) {
        return answer(status, Templates.problem(code, sentence)).build();
    }

    /// On to another page of ours, by GET.
    ///
    /// @param path begins with one slash
    public static Response.ResponseBuilder seeOther(String path) {
        return Response.status(SEE_OTHER).header(HttpHeaders.LOCATION, path);
    }
}
