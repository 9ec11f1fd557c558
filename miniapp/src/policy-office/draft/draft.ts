import type { PolicyChange, PolicyWork } from '@hutang/shared/contract'
import type { PolicyContent } from '@hutang/shared/rules'
import { ApiError, errorOf } from '../../api/errors'

const typingPause = 1200
const retryAfter = 15_000
const mostRounds = 4

/** What one request sends: the parts that changed. */
export interface Patch {
  content: Partial<PolicyContent>
  change?: PolicyChange
}

export interface DraftPorts {
  send(patch: Patch, revision: number, key: string): Promise<PolicyWork>
  read(): Promise<PolicyWork>
  /** Stores on the phone what is not saved yet, null to remove it; false if the phone could not. */
  keep(patch: Patch | null): boolean
  newKey(): string
  now(): number
  later(run: () => void, ms: number): () => void
}

export interface DraftState {
  work: PolicyWork
  content: PolicyContent
  change: PolicyChange | null
  status: 'saved' | 'waiting' | 'saving' | 'offline' | 'refused'
  savedAt: number | undefined
  error: ApiError | undefined
  /** Parts that somebody else changed at the same time: here they are as this phone has them. */
  clashes: Part[]
  kept: boolean
}

export type Part = keyof PolicyContent | 'change'

type Parts = PolicyContent & { change: PolicyChange | null }

const said = (value: unknown): string => JSON.stringify(value ?? null)
const partsOf = ({ content, change }: Pick<PolicyWork, 'content' | 'change'>): Parts => ({
  ...content,
  change,
})

/**
 * A policy while it is written: one request at a time, in order, each with the revision that it changes. What is written
 * stays in the phone's storage until the server has it.
 */
export class PolicyDraft {
  #state: DraftState
  #base: Parts
  #revision: number
  /** Parts that the server refused, as they were then. */
  readonly #refused = new Map<Part, string>()
  #last: Promise<unknown> = Promise.resolve()
  #cancel: () => void = () => undefined
  readonly #listeners = new Set<() => void>()

  constructor(
    work: PolicyWork,
    kept: Patch | null,
    private readonly ports: DraftPorts,
  ) {
    this.#base = partsOf(work)
    this.#revision = work.revision
    this.#state = {
      ...{ work, content: { ...work.content, ...kept?.content }, change: kept?.change ?? work.change },
      ...{ status: 'saved', savedAt: undefined, error: undefined, clashes: [], kept: kept !== null },
    }
    if (this.#dirty().length > 0) this.#wait(0)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
  readonly get = (): DraftState => this.#state

  get revision(): number {
    return this.#revision
  }

  edit(change: (content: PolicyContent) => Partial<PolicyContent>): void {
    const { content } = this.#state
    this.#set({ content: { ...content, ...change(content) } })
    this.#wait(typingPause)
  }

  editChange(part: Partial<PolicyChange>): void {
    this.#set({ change: { note: '', size: null, ...this.#state.change, ...part } })
    this.#wait(typingPause)
  }

  /** Saves now; true if the server then has everything that is on the screen. */
  async flush(): Promise<boolean> {
    await this.#queue(() => this.#save())
    return this.#dirty().length === 0
  }

  /** Nothing is sent or kept any more: the draft is gone, or handed in. */
  drop(): void {
    this.#cancel()
    this.#base = partsOf(this.#state)
    this.ports.keep(null)
  }

  /** The page is closed or hidden: saves what is unsaved now. */
  leave(): void {
    this.#cancel()
    if (this.#dirty().length === 0) return
    this.#keep()
    void this.flush()
  }

  #queue<T>(run: () => Promise<T>): Promise<T> {
    this.#cancel()
    const turn = this.#last.then(run)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  #wait(ms: number): void {
    this.#cancel()
    if (this.#dirty().length === 0) {
      this.#refused.clear()
      this.#keep()
      this.#set({ status: 'saved', error: undefined })
      return
    }
    if (this.#state.status !== 'saving') this.#set({ status: 'waiting' })
    const keeping = this.ports.later(() => this.#keep(), Math.min(ms, 300))
    const saving = this.ports.later(() => void this.flush(), ms)
    this.#cancel = () => {
      keeping()
      saving()
    }
  }

  async #save(): Promise<void> {
    for (let round = 0; round < mostRounds; round += 1) {
      const parts = this.#dirty().filter((part) => this.#refused.get(part) !== said(this.#now()[part]))
      if (parts.length === 0) break
      const patch = this.#patchOf(parts)
      this.#set({ status: 'saving' })
      try {
        this.#stored(await this.ports.send(patch, this.#revision, this.ports.newKey()), parts, patch)
      } catch (failure) {
        const error = failure instanceof ApiError ? failure : errorOf(500, undefined)
        if (mayRetry(error)) return this.#later(error)
        if (error.code !== 'staleEdit') this.#refuse(parts, error)
        else if (!(await this.#catchUp())) return
      }
    }
    this.#rest()
  }

  #stored(work: PolicyWork, parts: readonly Part[], patch: Patch): void {
    // Compared with what was sent: the server trims, and that is no one else's change.
    const sent: Partial<Parts> = { ...patch.content, ...(patch.change ? { change: patch.change } : {}) }
    this.#base = { ...this.#base, ...sent }
    this.#revision = work.revision
    for (const part of parts) this.#refused.delete(part)
    const error = this.#refused.size > 0 ? this.#state.error : undefined
    this.#set({ work, savedAt: this.ports.now(), error })
  }

  #refuse(parts: readonly Part[], error: ApiError): void {
    const named = parts.filter((part) => error.fields.some(({ field }) => field.split('.').includes(part)))
    for (const part of named.length > 0 ? named : parts) this.#refused.set(part, said(this.#now()[part]))
    this.#set({ error })
  }

  /** Somebody else has written meanwhile: their parts are taken where this phone has changed nothing. */
  async #catchUp(): Promise<boolean> {
    try {
      const work = await this.ports.read()
      const mine = this.#dirty()
      const theirs = partsOf(work)
      const clashes = mine.filter((part) => said(theirs[part]) !== said(this.#base[part]))
      const { change, ...content } = { ...theirs, ...pick(this.#now(), mine) }
      this.#base = theirs
      this.#revision = work.revision
      this.#set({ work, content, change, clashes: [...new Set([...this.#state.clashes, ...clashes])] })
      return true
    } catch (failure) {
      this.#later(failure instanceof ApiError ? failure : errorOf(500, undefined))
      return false
    }
  }

  #later(error: ApiError): void {
    this.#keep()
    this.#set({ status: 'offline', error })
    this.#cancel = this.ports.later(() => void this.flush(), retryAfter)
  }

  #rest(): void {
    this.#keep()
    const unsaved = this.#dirty().length > 0
    this.#set(
      unsaved ? { status: this.#state.error ? 'refused' : 'waiting' } : { status: 'saved', error: undefined },
    )
  }

  #now(): Parts {
    return partsOf(this.#state)
  }

  #dirty(): Part[] {
    const now = this.#now()
    return (Object.keys(now) as Part[]).filter((part) => said(now[part]) !== said(this.#base[part]))
  }

  #patchOf(parts: readonly Part[]): Patch {
    const { change, ...content } = pick(this.#now(), parts)
    return { content, ...(change ? { change } : {}) }
  }

  #keep(): void {
    const parts = this.#dirty()
    const kept = parts.length > 0 ? this.ports.keep(this.#patchOf(parts)) : !this.ports.keep(null)
    if (kept !== this.#state.kept) this.#set({ kept })
  }

  #set(change: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

const pick = (all: Parts, parts: readonly Part[]): Partial<Parts> =>
  Object.fromEntries(parts.map((part) => [part, all[part]]))

/** Whether the same request may succeed later: there was no answer, or the fault was the server's. */
const mayRetry = (error: ApiError): boolean => error.offline || error.status === 429 || error.status >= 500
