package io.slotwise.job.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static String pem(String name, byte[] content) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + name
                + "-----\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void keysOfEachKindAreRead(String kind) throws GeneralSecurityException {
        PrivateKey key = KeyPairGenerator.getInstance(kind).generateKeyPair().getPrivate();
        assertThat(Pem.key("a word before\n" + pem("PRIVATE KEY", key.getEncoded())))
                .isEqualTo(key);
    }

    @Test
    void aKeyOfAnotherFormIsRefusedWithWhatToDoAndWithoutWhatItIs() {
        byte[] secret = {1, 2, 3};
        assertThatThrownBy(() -> Pem.key(pem("RSA PRIVATE KEY", secret)))
                .hasMessageContaining("openssl pkcs8")
                .hasMessageNotContaining("AQID");
        assertThatThrownBy(() -> Pem.key(pem("PRIVATE KEY", secret)))
                .hasMessageContaining("none of [RSA, EC, EdDSA]")
                .hasMessageNotContaining("AQID");
    }

    @Test
    void aFileWithoutCertificatesIsRefused() {
        assertThatThrownBy(() -> Pem.certificates("rubbish")).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> Pem.certificates("")).hasMessageContaining("no certificate");
    }
}
