import type { EnterpriseAnswers, EnterpriseProfileChange, EnterpriseView } from '@hutang/shared/contract'
import { answeredProfile, changedProfile, type EnterpriseProfile } from '@hutang/shared/rules'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../api/client'
import { ApiError, errorOf } from '../../api/errors'
import { type Screen, useScreen } from '../../hooks/use-screen'
import { read, remove, write } from '../../store/persisted'
import { session } from '../../store/session'

/** What was filled in and is not saved yet. */
export interface Unsaved {
  profile: EnterpriseProfileChange
  answers: EnterpriseAnswers
}

export type SaveState = 'saved' | 'saving' | 'waiting'

export interface Profile {
  screen: Screen<EnterpriseView>
  /** With what is not saved yet. */
  profile: EnterpriseProfile | undefined
  state: SaveState
  error: ApiError | undefined
  change(part: EnterpriseProfileChange): void
  answer(answers: EnterpriseAnswers): void
  /** Saves at once; false: it could not be. */
  save(): Promise<boolean>
}

const nothing: Unsaved = { profile: {}, answers: {} }
const pauseMs = 800
const mostTries = 3

const isNothing = ({ profile, answers }: Unsaved): boolean =>
  Object.keys(profile).length + Object.keys(answers).length === 0

const isUnsaved = (value: unknown): value is Unsaved =>
  typeof value === 'object' && value !== null && 'profile' in value && 'answers' in value

/** What has come while an older state was being saved; the rest is on the server now. */
const left = (now: Unsaved, sent: Unsaved): Unsaved => {
  const without = <T extends object>(all: T, gone: T): T =>
    Object.fromEntries(
      Object.entries(all).filter(([name, value]) => (gone as Record<string, unknown>)[name] !== value),
    ) as T
  return { profile: without(now.profile, sent.profile), answers: without(now.answers, sent.answers) }
}

/**
 * A profile that is saved as it is filled in. What is not saved yet lies on the phone, so that nothing is lost without a
 * network; what a colleague has changed meanwhile is read, and one's own part is laid over it.
 */
export function useProfile(id: string, day: string): Profile {
  const account = session.use()?.user.account ?? ''
  const key = `hutang.draft.firm.${account}.${id}`
  const screen = useScreen('GET /api/enterprises/:id', id ? { params: { id } } : null, { kept: false })
  const [unsaved, setUnsaved] = useState<Unsaved>(() => {
    const stored = read(key)
    return isUnsaved(stored) ? stored : nothing
  })
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<ApiError>()
  const latest = useRef({ unsaved, data: screen.data, saving: null as Promise<boolean> | null })
  latest.current.unsaved = unsaved
  latest.current.data = screen.data

  const keep = useCallback(
    (next: Unsaved) => {
      latest.current.unsaved = next
      setUnsaved(next)
      if (isNothing(next)) remove(key)
      else write(key, next)
    },
    [key],
  )

  async function put(): Promise<boolean> {
    for (let tries = 0; tries < mostTries; tries++) {
      const { unsaved: sent, data } = latest.current
      if (!data || isNothing(sent)) return true
      try {
        const body = { revision: data.revision, ...sent }
        const next = await call('PUT /api/enterprises/:id', { params: { id }, body })
        latest.current.data = next
        screen.change(() => next)
        keep(left(latest.current.unsaved, sent))
        setError(undefined)
      } catch (failure) {
        const found = failure instanceof ApiError ? failure : errorOf(500, undefined)
        if (found.code !== 'staleProfile' || tries === mostTries - 1) {
          setError(found)
          return false
        }
        const fresh = await call('GET /api/enterprises/:id', { params: { id } })
        latest.current.data = fresh
        screen.change(() => fresh)
      }
    }
    return isNothing(latest.current.unsaved)
  }

  async function save(): Promise<boolean> {
    if (latest.current.saving) await latest.current.saving
    setSaving(true)
    latest.current.saving = put().catch(() => false)
    const done = await latest.current.saving
    latest.current.saving = null
    setSaving(false)
    return done
  }
  const saveNow = useRef(save)
  saveNow.current = save

  const hasData = screen.data !== undefined
  useEffect(() => {
    if (!hasData || isNothing(unsaved)) return
    const timer = setTimeout(() => void saveNow.current(), pauseMs)
    return () => clearTimeout(timer)
  }, [unsaved, hasData])

  const laid = screen.data && changedProfile(screen.data.profile, unsaved.profile)
  return {
    screen,
    profile: laid && answeredProfile(laid, unsaved.answers, day).profile,
    state: saving ? 'saving' : isNothing(unsaved) ? 'saved' : 'waiting',
    error,
    change: (part) =>
      keep({ ...latest.current.unsaved, profile: { ...latest.current.unsaved.profile, ...part } }),
    answer: (answers) =>
      keep({ ...latest.current.unsaved, answers: { ...latest.current.unsaved.answers, ...answers } }),
    save,
  }
}
