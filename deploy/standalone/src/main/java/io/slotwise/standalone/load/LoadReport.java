package io.slotwise.standalone.load;

import java.util.List;

/**
 * What a look at every key found, together with what clients lived through so far.
 *
 * @param keysExpected keys that were acknowledged and not deleted: base data, lists to sort and ledger, without ballast
 * @param keysFound those of them that are there
 * @param baseKeysMissing keys of the base data set that are gone
 * @param ackedWrites ledger writes that Redis acknowledged
 * @param ackedWritesLost acknowledged writes whose key was found missing or with an older value, at any time
 * @param wrongValues keys that held a value which was never written to them
 * @param unread keys that could not be read now
 * @param clientErrors errors that reached the caller since the start, those of this look included
 * @param firstErrors the first few of them
 * @param findings the first few sentences on what is lost or wrong
 * @param latency ledger operations since the start
 */
public record LoadReport(
        long keysExpected,
        long keysFound,
        long baseKeysMissing,
        long ackedWrites,
        long ackedWritesLost,
        long wrongValues,
        long unread,
        long clientErrors,
        List<String> firstErrors,
        List<String> findings,
        Latency latency) {
    public LoadReport {
        firstErrors = List.copyOf(firstErrors);
        findings = List.copyOf(findings);
    }

    /** Whether every key was read and nothing is lost or wrong, whatever errors there were on the way. */
    public boolean nothingLost() {
        return keysFound == keysExpected && ackedWritesLost == 0 && wrongValues == 0 && unread == 0;
    }
}
