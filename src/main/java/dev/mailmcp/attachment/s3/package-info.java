/** Attachments in an S3-compatible bucket; the only importer of the AWS SDK. */
@NullMarked
package dev.mailmcp.attachment.s3;

import org.jspecify.annotations.NullMarked;
