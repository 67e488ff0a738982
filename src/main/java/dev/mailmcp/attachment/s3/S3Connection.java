package dev.mailmcp.attachment.s3;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The SDK's client and presigner, set up alike. */
record S3Connection(S3Client client, S3Presigner presigner) implements AutoCloseable {
    static S3Connection to(S3Settings settings) {
        boolean compatible = settings.endpoint().isPresent();
        S3Configuration configuration = S3Configuration.builder()
                .pathStyleAccessEnabled(compatible)
                // Compatible servers know the plain form of a body best.
                .chunkedEncodingEnabled(!compatible)
                // A server that does not answer "Expect" costs the JDK's client five seconds.
                .expectContinueEnabled(false)
                .build();
        var client = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .serviceConfiguration(configuration)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)))
                .overrideConfiguration(limits ->
                        limits.apiCallAttemptTimeout(Duration.ofSeconds(60)).apiCallTimeout(Duration.ofMinutes(2)));
        var presigner = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .serviceConfiguration(configuration);
        settings.endpoint().ifPresent(endpoint -> {
            presigner.endpointOverride(endpoint);
            client.endpointOverride(endpoint)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        });
        return new S3Connection(client.build(), presigner.build());
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.credentials()
                .<AwsCredentialsProvider>map(pair -> StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        pair.accessKeyId(), pair.secretAccessKey().reveal())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
    }
}
