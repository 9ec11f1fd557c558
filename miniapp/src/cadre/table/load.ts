import type { EditionWork } from '@hutang/shared/contract'
import { useEffect, useState } from 'react'
import { call } from '../../api/client'
import { ApiError, errorOf } from '../../api/errors'
import { read, write } from '../../store/persisted'
import { session } from '../../store/session'
import { readRows } from './read-rows'
import type { Content, Row } from './rows'

const most = 500

/** All rows of a table that is worked on, and of which revision they are; throws ApiError. */
export const loadRows = (
  id: string,
  onProgress: (loaded: number, total: number) => void = () => undefined,
): Promise<{ revision: number; rows: Row[] }> =>
  readRows(
    (cursor) =>
      call('GET /api/notices/:id/rows', {
        params: { id },
        query: { work: true, limit: most, ...(cursor === undefined ? {} : { cursor }) },
      }),
    onProgress,
  )

/** A draft with its rows: those are read only where there are any. */
export async function wholeOf(
  work: EditionWork,
  onProgress?: (loaded: number, total: number) => void,
): Promise<Content> {
  const { table } = work.content
  if (!table || work.rows === 0) return { ...work.content, table: table && { ...table, rows: [] } }
  const rows = await loadRows(work.notice, onProgress).then(
    ({ revision, rows }) => copied(work.edition, revision, rows),
    (problem) => {
      const copy = problem instanceof ApiError && problem.offline ? copyOf(work) : undefined
      if (copy) return copy
      throw problem
    },
  )
  return { ...work.content, table: { ...table, rows } }
}

// Of the last table that was opened, so that it opens without a network too; by account, as drafts are.
const copyAt = () => `hutang.rows.${session.get()?.user.account ?? 'visitor'}`
const mostCopied = 2000

function copied(edition: string, revision: number, rows: Row[]): Row[] {
  if (rows.length <= mostCopied) write(copyAt(), { edition, revision, rows })
  return rows
}

function copyOf({ edition, revision }: EditionWork): Row[] | undefined {
  const copy = read(copyAt()) as { edition?: string; revision?: number; rows?: Row[] } | undefined
  return copy?.edition === edition && copy.revision === revision ? copy.rows : undefined
}

export interface Loading {
  content: Content | undefined
  /** Rows that have come, of how many. */
  progress: string
  error: ApiError | undefined
  retry: () => void
}

/** The content of an edition with its rows, read anew when it becomes another. */
export function useWhole(work: EditionWork): Loading {
  const [content, setContent] = useState<Content>()
  const [progress, setProgress] = useState('')
  const [error, setError] = useState<ApiError>()
  const [tries, setTries] = useState(0)
  const { edition, revision } = work
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same revision has the same rows
  useEffect(() => {
    let left = false
    const told = (loaded: number, total: number) =>
      left || setProgress(`正在打开表格，${loaded} / ${total} 行`)
    setError(undefined)
    wholeOf(work, told).then(
      (whole) => left || setContent(whole),
      (problem) => left || setError(problem instanceof ApiError ? problem : errorOf(500, undefined)),
    )
    return () => {
      left = true
    }
  }, [edition, revision, tries])
  return { content, progress, error, retry: () => setTries(tries + 1) }
}
