package io.slotwise.streams.history;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a history file is packed. Read by what stands in it, written by what its name ends with. */
public enum Compression {
    NONE("", "") {
        @Override
        InputStream unpack(InputStream in) {
            return in;
        }

        @Override
        public OutputStream pack(OutputStream out) {
            return out;
        }
    },
    GZIP(".gz", "1f8b") {
        @Override
        InputStream unpack(InputStream in) throws IOException {
            return new GZIPInputStream(in, BUFFER);
        }

        @Override
        public OutputStream pack(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, BUFFER, true);
        }
    },
    ZSTD(".zst", "28b52ffd") {
        @Override
        InputStream unpack(InputStream in) throws IOException {
            return new ZstdInputStream(in).setContinuous(true);
        }

        @Override
        public OutputStream pack(OutputStream out) throws IOException {
            return new ZstdOutputStream(out);
        }
    };

    private static final int BUFFER = 1 << 16;
    private static final int MAGIC = 4;

    private final String ending;
    private final String magic;

    Compression(String ending, String magic) {
        this.ending = ending;
        this.magic = magic;
    }

    abstract InputStream unpack(InputStream in) throws IOException;

    /** Packs what is written. */
    public abstract OutputStream pack(OutputStream out) throws IOException;

    /** By the ending of a file's name: {@code .gz}, {@code .zst}, else none. */
    public static Compression named(String file) {
        return file.endsWith(GZIP.ending) ? GZIP : file.endsWith(ZSTD.ending) ? ZSTD : NONE;
    }

    /** What stands in a stream, unpacked, whatever it is packed with. */
    public static BufferedInputStream open(InputStream raw) throws IOException {
        BufferedInputStream packed = new BufferedInputStream(raw, BUFFER);
        String start = HexFormat.of().formatHex(peek(packed, MAGIC));
        for (Compression kind : List.of(GZIP, ZSTD)) {
            if (start.startsWith(kind.magic)) {
                return new BufferedInputStream(kind.unpack(packed), BUFFER);
            }
        }
        return packed;
    }

    /** The next bytes, which stay to be read; fewer at the end. */
    static byte[] peek(BufferedInputStream in, int most) throws IOException {
        in.mark(most);
        byte[] bytes = in.readNBytes(most);
        in.reset();
        return bytes;
    }
}
