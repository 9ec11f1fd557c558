/** A form with a file and fields, as a browser sends it. */
export function formOf(fields: Readonly<Record<string, string>>, file: Buffer | null, name = 'a.jpg') {
  const boundary = 'b0undary'
  const part = (head: string, data: Buffer | string) =>
    Buffer.concat([Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), Buffer.from(data), Buffer.from('\r\n')])
  const fileHead = `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/jpeg`
  const payload = Buffer.concat([
    ...Object.entries(fields).map(([field, value]) =>
      part(`Content-Disposition: form-data; name="${field}"`, value),
    ),
    ...(file ? [part(fileHead, file)] : []),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}
