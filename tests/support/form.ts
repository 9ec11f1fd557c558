interface FormFile {
  name: string
  type?: string
  data: Buffer
}

/** A multipart form as a browser sends it, for inject. */
export function formOf(file: FormFile | null, fields: Record<string, string> = {}) {
  const boundary = 'b0undary'
  const part = (head: string, data: Buffer | string) =>
    Buffer.concat([Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), Buffer.from(data), Buffer.from('\r\n')])
  const disposition = 'Content-Disposition: form-data; name='
  const payload = Buffer.concat([
    ...(file
      ? [
          part(
            `${disposition}"file"; filename="${file.name}"\r\nContent-Type: ${file.type ?? 'application/octet-stream'}`,
            file.data,
          ),
        ]
      : []),
    ...Object.entries(fields).map(([name, value]) => part(`${disposition}"${name}"`, value)),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}
