import { conditionsOf, type NameOfCode, type PolicyContent } from '@hutang/shared/rules'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { useScreen } from '../../hooks/use-screen'

type Tree = Answer<'GET /api/regions'>['regions'][number]

const flat = (tree: readonly Tree[]): Tree[] => tree.flatMap((one) => [one, ...flat(one.children)])

export interface Names {
  names: NameOfCode
  industry: (code: string) => string | undefined
  policy: (id: string) => string | undefined
  /** The places that a condition may speak of: those above, the office's own, and those within. */
  places: { value: string; label: string }[]
  add: (names: Readonly<Record<string, string>>) => void
}

type Spoken = Pick<PolicyContent, 'rule' | 'industries' | 'excludes'>

const industriesIn = ({ rule, industries }: Pick<PolicyContent, 'rule' | 'industries'>): string[] => [
  ...industries,
  ...conditionsOf(rule).flatMap(({ condition: { field, value } }) =>
    field === 'industry' ? [value].flat().map(String) : [],
  ),
]

/** The names of places, industries and other policies that a policy speaks of. */
export function useNames(region: string, content: Spoken): Names {
  const { data } = useScreen('GET /api/regions')
  const [known, setKnown] = useState<Readonly<Record<string, string>>>({})
  const add = useCallback(
    (names: Readonly<Record<string, string>>) =>
      setKnown((old) => ({
        ...old,
        ...Object.fromEntries(Object.entries(names).filter(([, name]) => name)),
      })),
    [],
  )
  const codes = [...new Set(industriesIn(content))].sort().join(',')
  useEffect(() => {
    let gone = false
    const read = async () => {
      for (const code of codes.split(',').filter(Boolean)) {
        const { industries } = await call('GET /api/industries', { query: { q: code } })
        if (gone) return
        add(Object.fromEntries(industries.filter((one) => one.code === code).map((one) => [code, one.name])))
      }
    }
    // Without names the codes are shown.
    read().catch(() => undefined)
    return () => {
      gone = true
    }
  }, [codes, add])
  const others = content.excludes.join(',')
  useEffect(() => {
    let gone = false
    const read = async () => {
      for (const id of others.split(',').filter(Boolean)) {
        // One that is gone is shown by its key.
        const view = await call('GET /api/policies/:id', { params: { id } }).catch(() => undefined)
        if (gone) return
        add({ [id]: view?.content.title ?? id })
      }
    }
    void read()
    return () => {
      gone = true
    }
  }, [others, add])
  const regions = flat(data?.regions ?? [])
  const names: NameOfCode = (field, code) =>
    field === 'region' ? regions.find((one) => one.code === code)?.name : known[code]
  return {
    names,
    industry: (code) => known[code],
    policy: (id) => known[id],
    places: regions
      .filter(({ code }) => region.startsWith(code) || code.startsWith(region))
      .map(({ code, name }) => ({ value: code, label: name })),
    add,
  }
}
