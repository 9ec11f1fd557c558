import type { SetupForm } from '@hutang/shared/contract'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { ApiError, errorOf } from '../../api/errors'

export type Form = Omit<SetupForm, 'code'>
export type Look = Answer<'POST /api/setup/look'>

export interface Looked {
  look: Look | undefined
  error: ApiError | undefined
  /** What is filled in is newer than what was looked at. */
  busy: boolean
}

/** Milliseconds of rest after which what was filled in is looked at. */
const rest = 400

/** What would be set up with this form; asked again by itself whenever the form rests. */
export function useLook(code: string, form: Form): Looked {
  const [state, setState] = useState<Omit<Looked, 'busy'> & { of: string }>({
    look: undefined,
    error: undefined,
    of: '',
  })
  const key = JSON.stringify([code, form])
  const ready = code !== '' && form.text.trim() !== ''
  const latest = useRef({ key, code, form })
  latest.current = { key, code, form }
  useEffect(() => {
    if (!ready || key === '') return
    const ask = async () => {
      const asked = latest.current
      const answer = (next: Omit<Looked, 'busy'>) => {
        if (latest.current.key === asked.key) setState({ ...next, of: asked.key })
      }
      try {
        const look = await call('POST /api/setup/look', { body: { code: asked.code, ...asked.form } })
        answer({ look, error: undefined })
      } catch (failure) {
        answer({ look: undefined, error: failure instanceof ApiError ? failure : errorOf(500, undefined) })
      }
    }
    const timer = setTimeout(() => void ask(), rest)
    return () => clearTimeout(timer)
  }, [key, ready])
  return { look: ready ? state.look : undefined, error: state.error, busy: ready && state.of !== key }
}

/** Why it cannot begin yet, in a few words; undefined when it can. */
export function reasonAgainst({ text }: Form, { look, error, busy }: Looked): string | undefined {
  if (text.trim() === '') return '请先把村镇和人员表放进来'
  if (busy) return '正在看填的内容'
  if (error) return error.message
  const problems = look?.problems.length ?? 0
  return problems > 0 ? `还有 ${problems} 处要改，见“看一看”` : undefined
}
