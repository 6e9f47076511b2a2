package io.slotwise.streams.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.slotwise.streams.replay.DemandSeries.Point;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvHistoryTest {
    private final SetAside setAside = new SetAside();

    private List<Point> read(String text) throws IOException {
        return CsvHistory.read(new StringReader(text), setAside);
    }

    @Test
    void aTimeIsReadHoweverItIsWritten() throws IOException {
        assertThat(read("""
                        timestamp,value
                        2014-02-14 14:27:00,1
                        2014-02-14T14:28:00Z,2
                        2014-02-14T15:29:00+01:00,3
                        1392388200,4
                        1392388260.5,5
                        1392388320000,6
                        "2014-02-14 14:33:00","7"
                        """))
                .containsExactly(
                        new Point(Instant.parse("2014-02-14T14:27:00Z"), 1),
                        new Point(Instant.parse("2014-02-14T14:28:00Z"), 2),
                        new Point(Instant.parse("2014-02-14T14:29:00Z"), 3),
                        new Point(Instant.parse("2014-02-14T14:30:00Z"), 4),
                        new Point(Instant.parse("2014-02-14T14:31:00.500Z"), 5),
                        new Point(Instant.parse("2014-02-14T14:32:00Z"), 6),
                        new Point(Instant.parse("2014-02-14T14:33:00Z"), 7));
        assertThat(setAside.count()).isZero();
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        assertThat(read("\uFEFFhost;Value;Time\na;7;2020-01-01\n"))
                .containsExactly(new Point(Instant.parse("2020-01-01T00:00:00Z"), 7));
    }

    @Test
    void aBadRowIsSetAsideWithItsLineAndTheRestIsRead() throws IOException {
        assertThat(read("""
                        timestamp,value
                        2014-02-14 14:27:00,1
                        2014-02-14 14:28:00,abc
                        2014-02-14 14:28:00,
                        yesterday,3

                        2014-02-14 14:28:00,-3
                        2014-02-14 14:28:00,NaN
                        2014-02-14 14:20:00,5
                        2014-02-14 14:29:00,6
                        """)).hasSize(2);
        assertThat(setAside.count()).isEqualTo(6);
        assertThat(setAside.sentence())
                .startsWith(
                        "6 rows were set aside: line 3: 'abc' is not a number; line 4: the value is missing; line 5:"
                                + " 'yesterday' is no time; line 7: the value -3 is not a number of at least 0;")
                .endsWith("and 1 more.");
    }

    @Test
    void aRowWithoutASecondColumnIsSetAside() throws IOException {
        assertThat(read("once upon a time\n")).isEmpty();
        assertThat(setAside.first()).containsExactly("line 1: 'once upon a time' is not a time and a value");
    }

    @Test
    void aPackedFileThatIsCutOffGivesWhatCameBefore(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("cut.csv.gz");
        try (OutputStream out = Compression.GZIP.pack(Files.newOutputStream(file))) {
            for (int i = 0; i < 20_000; i++) {
                out.write((1_400_000_000 + 300L * i + "," + i * 7919L % 1000 + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        HistoryFile history = HistoryFile.open(file, setAside);

        assertThat(((HistoryFile.Plain) history).points()).hasSizeBetween(2000, 19_999);
        assertThat(setAside.sentence())
                .startsWith("1 row was set aside: after line ")
                .contains("the rest cannot be read");
    }
}
