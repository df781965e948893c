package dev.latchkey.session.device;

import java.util.List;
import java.util.Optional;

/// What a device is called: 1 to 60 characters on one line, none of which hides or turns others around.
public record DeviceLabel(String text) {
    private static final int LONGEST = 60;

    /// A word in a user agent and the name of what sends it. The first that is found counts, because the later ones are
    /// also sent by what pretends to be them.
    private record Sign(String word, String name) {}

    private static final List<Sign> BROWSERS = List.of(
            new Sign("latchkey-cli/", "latchkey CLI"),
            new Sign("Edg", "Edge"),
            new Sign("OPR/", "Opera"),
            new Sign("SamsungBrowser/", "Samsung Internet"),
            new Sign("Vivaldi/", "Vivaldi"),
            new Sign("Firefox/", "Firefox"),
            new Sign("FxiOS/", "Firefox"),
            new Sign("CriOS/", "Chrome"),
            new Sign("HeadlessChrome/", "Chrome"),
            new Sign("Chromium/", "Chromium"),
            new Sign("Chrome/", "Chrome"),
            new Sign("Safari/", "Safari"),
            new Sign("curl/", "curl"));
    private static final List<Sign> SYSTEMS = List.of(
            new Sign("Android", "Android"),
            new Sign("iPhone", "iPhone"),
            new Sign("iPad", "iPad"),
            new Sign("Windows", "Windows"),
            new Sign("Macintosh", "macOS"),
            new Sign("CrOS", "ChromeOS"),
            new Sign("Linux", "Linux"));

    public DeviceLabel {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a device label");
        }
    }

    /// A label that a person has chosen; blanks around it are not part of it.
    public static Optional<DeviceLabel> parse(String text) {
        var bare = text.strip();
        return isValid(bare) ? Optional.of(new DeviceLabel(bare)) : Optional.empty();
    }

    /// What a user agent says it is, in words of ours: nothing of its text is repeated.
    public static DeviceLabel ofUserAgent(Optional<String> userAgent) {
        var text = userAgent.orElse("");
        var browser = named(BROWSERS, text).orElse("Unknown browser");
        return new DeviceLabel(
                named(SYSTEMS, text).map(system -> browser + " on " + system).orElse(browser));
    }

    private static Optional<String> named(List<Sign> signs, String text) {
        return signs.stream()
                .filter(sign -> text.contains(sign.word()))
                .map(Sign::name)
                .findFirst();
    }

    private static boolean isValid(String text) {
        var length = text.codePointCount(0, text.length());
        return length >= 1
                && length <= LONGEST
                && !text.isBlank()
                && text.codePoints().allMatch(DeviceLabel::isShown);
    }

    /// Format characters are those that turn, join or hide; surrogates here have no partner.
    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
