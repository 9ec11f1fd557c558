import { randomUUID } from 'node:crypto'
import fp from 'fastify-plugin'
import type { Deps } from '../deps'

declare module 'fastify' {
  interface FastifyInstance {
    /** Something public has changed: every process forgets its shared answers. Never rejects. */
    announcePublicChange(): Promise<void>
    /** Forgets the shared answers if another process has announced a change since the last look. */
    heedPublicChanges(): Promise<void>
  }
}

/** How long another process may still give the answer of before. */
const lookMs = 1000
const mark = { _id: 'public' } as const

/**
 * Several processes may share one database, each with shared answers of its own. A mark in the database, new with
 * every change, tells the others; it is written after the change, so that whoever sees it sees the change too.
 */
export const publicChangesPlugin = fp(
  async (app, { models, log }: Deps) => {
    const { Setting } = models
    let seen: string | undefined
    app.decorate('announcePublicChange', async () => {
      app.forgetPublicAnswers()
      const value = randomUUID()
      try {
        await Setting.updateOne(mark, { value }, { upsert: true })
      } catch (problem) {
        log.error({ err: problem }, 'Other processes could not be told of a public change')
      }
    })
    app.decorate('heedPublicChanges', async () => {
      const value = (await Setting.findOne(mark).lean())?.value
      if (value !== seen) app.forgetPublicAnswers()
      seen = value
    })

    let timer: NodeJS.Timeout | undefined
    let looking = false
    app.addHook('onListen', async () => {
      timer = setInterval(async () => {
        if (looking) return
        looking = true
        // A database that is away for a moment is looked at again; until then answers grow old by themselves.
        await app.heedPublicChanges().catch(() => undefined)
        looking = false
      }, lookMs)
      timer.unref()
    })
    app.addHook('onClose', async () => clearInterval(timer))
  },
  { name: 'public-changes', dependencies: ['public-cache'] },
)
