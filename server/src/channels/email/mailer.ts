import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { EmailConfig } from '../../config-email'
import type { Outcome } from '../channel'
import type { Letter } from './letter'
import { type Line, SmtpLines, type SmtpPatience, smtpPatience } from './lines'
import { outcomeOf, type SmtpFailure } from './outcomes'

export interface Mail extends Letter {
  to: string
  at: Date
  /** The same for each try of the same message, so that a receiver can tell. */
  messageId: string
  /** The address that ends e-mail by one POST (RFC 8058); absent: nothing to end. */
  unsubscribe?: string
  attachments?: readonly { filename: string; content: Buffer; contentType: string }[]
}

/** What the signature covers: RFC 8058 wants both headers of unsubscribing in it. */
const signedHeaders = [
  'from',
  'reply-to',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'auto-submitted',
  'list-unsubscribe',
  'list-unsubscribe-post',
].join(':')

/** Sends a mail and says what the server's answer means. */
export class Mailer {
  #settings: EmailConfig
  #lines: SmtpLines
  #writer: ReturnType<typeof writerOf>

  constructor(settings: EmailConfig, patience: SmtpPatience = smtpPatience) {
    this.#settings = settings
    this.#lines = new SmtpLines(settings.url, patience)
    this.#writer = writerOf(settings)
  }

  /** Never throws for what the server or the network does. */
  async send(mail: Mail, tries: number): Promise<Outcome> {
    const { envelope, raw } = await this.#write(mail)
    for (;;) {
      let begun = false
      let line: Line | undefined
      try {
        line = await this.#lines.take()
        await hand(line, envelope, raw, () => {
          begun = true
        })
        this.#lines.giveBack(line)
        return { kind: 'accepted' }
      } catch (error) {
        if (line) this.#lines.close(line)
        const failure = error as SmtpFailure
        // The server had hung up before this message: a new connection, and nothing was said on the old one.
        if (line?.used && !begun && failure.responseCode === undefined) continue
        return outcomeOf(failure, begun, tries)
      }
    }
  }

  close(): void {
    this.#lines.closeAll()
  }

  async #write({ to, at, messageId, unsubscribe, attachments, ...letter }: Mail) {
    const { from, replyTo } = this.#settings
    const { envelope, message } = await this.#writer.sendMail({
      ...letter,
      ...(attachments ? { attachments: [...attachments] } : {}),
      from,
      replyTo,
      date: at,
      to: { name: '', address: to },
      messageId: `<${messageId}@${domainOf(from)}>`,
      textEncoding: 'base64',
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(unsubscribe ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
      },
      ...(unsubscribe ? { list: { unsubscribe: [[unsubscribe]] } } : {}),
    })
    return { envelope: envelope as Envelope, raw: message as Buffer }
  }
}

interface Envelope {
  from: string
  to: string[]
}

/** Makes and signs the message without sending it: what is sent when must be known to the byte. */
const writerOf = ({ dkim }: EmailConfig) =>
  createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...(dkim
      ? {
          dkim: {
            domainName: dkim.domain,
            keySelector: dkim.selector,
            privateKey: dkim.key,
            headerFieldNames: signedHeaders,
          },
        }
      : {}),
  })

const domainOf = (from: string): string => /@([^<>@\s]+?)>?$/.exec(from)?.[1] ?? 'localhost'

/** The body is read only after the server has said that it may come: from then on silence is no certain no. */
function hand({ connection }: Line, envelope: Envelope, raw: Buffer, onBegun: () => void): Promise<void> {
  const body = Readable.from(
    (function* () {
      onBegun()
      yield raw
    })(),
    { objectMode: false },
  )
  return new Promise((done, failed) => {
    connection.once('error', failed)
    connection.send({ from: envelope.from, to: envelope.to }, body, (error) => {
      connection.off('error', failed)
      if (error) failed(error)
      else done()
    })
  })
}
