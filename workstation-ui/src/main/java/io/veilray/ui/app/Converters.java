package io.veilray.ui.app;

import io.veilray.dicom.pacs.AeTitle;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Region;
import io.veilray.wire.Endpoint;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From words of the command line to checked values; a refusal keeps the sentence of the value's own check. */
final class Converters {
    private Converters() {}

    static final class ToRegion implements ITypeConverter<Region> {
        @Override
        public Region convert(String text) {
            return checked(Region::parse, text);
        }
    }

    static final class ToWindowSize implements ITypeConverter<WindowSize> {
        @Override
        public WindowSize convert(String text) {
            return checked(WindowSize::parse, text);
        }
    }

    static final class ToEndpoint implements ITypeConverter<Endpoint> {
        @Override
        public Endpoint convert(String text) {
            return checked(Endpoint::parse, text);
        }
    }

    static final class ToMode implements ITypeConverter<NonlinearMode> {
        @Override
        public NonlinearMode convert(String text) {
            return checked(NonlinearMode::of, text);
        }
    }

    static final class ToArchive implements ITypeConverter<ArchiveAddress> {
        @Override
        public ArchiveAddress convert(String text) {
            return checked(ArchiveAddress::parse, text);
        }
    }

    static final class ToAeTitle implements ITypeConverter<AeTitle> {
        @Override
        public AeTitle convert(String text) {
            return checked(AeTitle::new, text);
        }
    }

    private static <T> T checked(Function<String, T> parse, String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
