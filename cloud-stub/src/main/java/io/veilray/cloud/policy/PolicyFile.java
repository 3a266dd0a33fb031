package io.veilray.cloud.policy;

import io.veilray.cloud.service.ClientLimits;
import io.veilray.cloud.service.ModelRules;
import io.veilray.cloud.service.ServerPolicy;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.NonlinearMode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a policy, format 1: what a field leaves out is as {@link ServerPolicy#DEFAULT}. */
public final class PolicyFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST = 1_000_000;
    private static final int DAY_SECONDS = 86_400;
    private static final int MEGABYTE = 1 << 20;

    private PolicyFile() {}

    /** @throws IOException saying what is wrong with the file or its content */
    public static ServerPolicy read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("the policy " + file + " is no file: name a JSON file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("the policy " + file + " has " + Files.size(file) + " bytes: at most " + MOST_BYTES
                    + " are allowed");
        }
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new IOException("the policy " + file + " is not UTF-8 text: save it as UTF-8");
        } catch (PolicyException e) {
            throw new IOException(file + ": " + e.getMessage());
        }
    }

    static ServerPolicy parse(String text) throws PolicyException {
        PolicyFields policy = new PolicyFields(PolicyJson.parse(text), "")
                .only(
                        "format",
                        "all",
                        "session",
                        "client",
                        "models",
                        "otherModels",
                        "certificates",
                        "drainSeconds",
                        "statusSeconds",
                        "largestMessageMegabytes");
        policy.integer("format", 1, 1, 0);
        if (!policy.has("format")) {
            throw new PolicyException("the policy lacks the field format: add \"format\": 1");
        }
        ServerPolicy usual = ServerPolicy.DEFAULT;
        return new ServerPolicy(
                all(policy),
                client(policy.object("client")),
                models(policy),
                certificates(policy),
                seconds(policy, "drainSeconds", 0, usual.drain()),
                seconds(policy, "statusSeconds", 0, usual.statusEvery()),
                (int) megabytes(policy, "largestMessageMegabytes", 1024, usual.largestMessageBytes()));
    }

    private static ServiceLimits all(PolicyFields policy) throws PolicyException {
        ServiceLimits usual = ServiceLimits.DEFAULT;
        PolicyFields all = policy.object("all")
                .only(
                        "sessions",
                        "sessionIdleSeconds",
                        "calls",
                        "callSeconds",
                        "messageWaitSeconds",
                        "ticketSeconds",
                        "strictMegabytes");
        PolicyFields session = policy.object("session").only("calls", "tickets");
        return new ServiceLimits(
                all.integer("sessions", 1, MOST, usual.mostSessions()),
                seconds(all, "sessionIdleSeconds", 1, usual.sessionIdle()),
                session.integer("tickets", 1, MOST, usual.mostTickets()),
                seconds(all, "ticketSeconds", 1, usual.ticketLife()),
                all.integer("calls", 1, MOST, usual.mostCalls()),
                session.integer("calls", 1, MOST, usual.mostCallsPerSession()),
                megabytes(all, "strictMegabytes", MOST, usual.mostStrictBytes()),
                seconds(all, "callSeconds", 1, usual.callTime()),
                seconds(all, "messageWaitSeconds", 1, usual.messageWait()));
    }

    private static ClientLimits client(PolicyFields client) throws PolicyException {
        ClientLimits usual = ClientLimits.DEFAULT;
        client.only("sessions", "calls", "tickets", "strictMegabytes", "callsPerMinute", "workSecondsPerMinute");
        return new ClientLimits(
                client.integer("sessions", 1, MOST, usual.mostSessions()),
                client.integer("calls", 1, MOST, usual.mostCalls()),
                client.integer("tickets", 1, MOST, usual.mostTickets()),
                megabytes(client, "strictMegabytes", MOST, usual.mostStrictBytes()),
                client.integer("callsPerMinute", 1, MOST, usual.callsPerMinute()),
                client.integer("workSecondsPerMinute", 1, MOST, usual.workSecondsPerMinute()));
    }

    private static ModelRules models(PolicyFields policy) throws PolicyException {
        PolicyFields models = policy.object("models");
        Map<String, Set<NonlinearMode>> modes = new HashMap<>();
        for (String id : models.names()) {
            PolicyFields model = models.object(id).only("served", "modes");
            boolean served = model.flag("served", true);
            if (model.has("modes")) {
                Set<NonlinearMode> named = modes(model);
                modes.put(id, served ? named : Set.of());
            } else if (!served) {
                modes.put(id, Set.of());
            } else {
                throw model.refusal("modes", "missing", "a list of modes, or \"served\": false");
            }
        }
        return new ModelRules(modes, policy.flag("otherModels", true));
    }

    private static Set<NonlinearMode> modes(PolicyFields model) throws PolicyException {
        Set<NonlinearMode> out = EnumSet.noneOf(NonlinearMode.class);
        List<String> words = model.texts("modes");
        for (String word : words) {
            Optional<NonlinearMode> mode = Arrays.stream(NonlinearMode.values())
                    .filter(each -> each.word().equals(word))
                    .findFirst();
            out.add(mode.orElseThrow(() -> model.refusal("modes", word, "of masked, strict and quadratic")));
        }
        if (words.isEmpty()) {
            throw model.refusal("modes", words, "one or more of masked, strict and quadratic");
        }
        return out;
    }

    private static Set<String> certificates(PolicyFields policy) throws PolicyException {
        Set<String> out = new HashSet<>();
        for (String text : policy.texts("certificates")) {
            String hash = text.replace(":", "").toLowerCase(Locale.ROOT);
            if (!hash.matches("[0-9a-f]{64}")) {
                throw policy.refusal(
                        "certificates", text, "SHA-256 of certificates, 64 hexadecimal digits, colons allowed");
            }
            out.add(hash);
        }
        if (policy.has("certificates") && out.isEmpty()) {
            throw policy.refusal("certificates", out, "one or more, or left out to let in anybody");
        }
        return out;
    }

    private static Duration seconds(PolicyFields fields, String name, int least, Duration usual)
            throws PolicyException {
        return Duration.ofSeconds(fields.integer(name, least, DAY_SECONDS, usual.toSeconds()));
    }

    private static long megabytes(PolicyFields fields, String name, int most, long usual) throws PolicyException {
        return fields.has(name) ? (long) MEGABYTE * fields.integer(name, 1, most, 0) : usual;
    }
}
