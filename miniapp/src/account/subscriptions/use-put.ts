import type { Preferences } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import type { ApiError } from '../../api/errors'
import { toast } from '../../components'
import { useAction } from '../../hooks/use-action'

export type Setting = keyof Preferences

export interface Put {
  (part: Partial<Preferences>, said?: string): void
  busy: boolean
  /** Why the last change failed, for the card that shows one of these settings. */
  errorOf(...settings: Setting[]): ApiError | undefined
}

/** Changes some of the settings; the others stay as they are. */
export function usePut(preferences: Preferences, onChange: (preferences: Preferences) => void): Put {
  const [last, setLast] = useState<Setting[]>([])
  const save = useAction(async (_key, part: Partial<Preferences>, said: string) => {
    onChange(await call('PUT /api/me/preferences', { body: { ...preferences, ...part } }))
    toast(said)
  })
  const put = (part: Partial<Preferences>, said = '记下了') => {
    setLast(Object.keys(part) as Setting[])
    void save.run(part, said)
  }
  const errorOf = (...settings: Setting[]) =>
    settings.some((one) => last.includes(one)) ? save.error : undefined
  return Object.assign(put, { busy: save.busy, errorOf })
}
