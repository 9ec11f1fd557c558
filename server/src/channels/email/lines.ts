import SMTPConnection from 'nodemailer/lib/smtp-connection'

/** How long each part of a call may take. */
export interface SmtpPatience {
  connectMs: number
  /** Without a word of the server. */
  silenceMs: number
  /** Waiting for a free connection; nothing has left meanwhile. */
  queueMs: number
}

export const smtpPatience: SmtpPatience = { connectMs: 8000, silenceMs: 20_000, queueMs: 15_000 }

/** Connections at a time; more would look like an attack to the server. */
const most = 5
const idleMs = 5000

export interface Line {
  connection: SMTPConnection
  /** It has carried a message before, so that the server may have hung up meanwhile. */
  used: boolean
}

/** A few connections to the mail server, used again and again; none is kept for long. */
export class SmtpLines {
  #url: URL
  #patience: SmtpPatience
  #open = 0
  #idle: { line: Line; timer: NodeJS.Timeout }[] = []
  #waiting: (() => void)[] = []

  constructor(url: string, patience: SmtpPatience) {
    this.#url = new URL(url)
    this.#patience = patience
  }

  /** Throws what nodemailer throws; before this answers, nothing of a message has left. */
  async take(): Promise<Line> {
    if (this.#open < most) this.#open += 1
    else await this.#turn()
    const free = this.#idle.pop()
    if (free) {
      clearTimeout(free.timer)
      return { ...free.line, used: true }
    }
    try {
      return { connection: await this.#connect(), used: false }
    } catch (error) {
      this.#left()
      throw error
    }
  }

  /** For the next message. */
  giveBack(line: Line): void {
    const timer = setTimeout(() => this.#drop(line), idleMs).unref()
    this.#idle.push({ line, timer })
    this.#left()
  }

  /** After a failure nobody knows what the server expects. */
  close(line: Line): void {
    line.connection.close()
    this.#left()
  }

  closeAll(): void {
    for (const { line, timer } of this.#idle.splice(0)) {
      clearTimeout(timer)
      line.connection.close()
    }
  }

  #drop(line: Line): void {
    this.#idle = this.#idle.filter((idle) => idle.line !== line)
    line.connection.quit()
  }

  /** The place goes to whoever has waited longest. */
  #left(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#open -= 1
  }

  #turn(): Promise<void> {
    return new Promise((go, giveUp) => {
      const turn = () => {
        clearTimeout(timer)
        go()
      }
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((waiting) => waiting !== turn)
        giveUp(Object.assign(new Error('no connection was free'), { code: 'EBUSY' }))
      }, this.#patience.queueMs)
      this.#waiting.push(turn)
    })
  }

  #connect(): Promise<SMTPConnection> {
    const { protocol, hostname, port, username, password } = this.#url
    const secure = protocol === 'smtps:'
    const isHere = /^(localhost|127\.|\[::1\])/.test(hostname)
    const connection = new SMTPConnection({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (secure ? 465 : 587),
      secure,
      // A password never goes out in the open.
      requireTLS: !secure && username !== '' && !isHere,
      connectionTimeout: this.#patience.connectMs,
      greetingTimeout: this.#patience.connectMs,
      dnsTimeout: this.#patience.connectMs,
      socketTimeout: this.#patience.silenceMs,
    })
    return new Promise((done, failed) => {
      const giveUp = (error: Error) => {
        connection.close()
        failed(error)
      }
      // Also what comes when nobody waits: a server that hangs up on an idle connection.
      connection.on('error', giveUp)
      connection.connect((error) => {
        if (error) return giveUp(error)
        if (username === '') return done(connection)
        const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
        connection.login(auth, (refusal) => (refusal ? giveUp(refusal) : done(connection)))
      })
    })
  }
}
