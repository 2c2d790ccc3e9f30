package dev.manticore.migrations.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which notices tell the jobs of a schema change. */
class SchemaJobNoticeTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "waiting for job(s) to complete: 71,                      71",
                "'waiting for job(s) to complete: 71, 901234567890123456', '71,901234567890123456'",
                "'waiting for job(s) to complete: 71,72\nIf the statement is canceled, jobs 5 and 6 ..', '71,72'",
                "'waiting for job(s) to complete: ',                      none",
                "waiting for job(s) to complete: x 71,                    none",
                "'job 71 waiting for job(s) to complete: 71',             none",
                "'',                                                      none"
            })
    void areRead(String text, String jobs) {
        assertThat(SchemaJobNotice.jobs(text)).containsExactly(jobs == null ? new String[0] : jobs.split(","));
    }
}
