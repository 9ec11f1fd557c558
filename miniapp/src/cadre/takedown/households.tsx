import type { Concerned } from '@hutang/shared/contract'
import { useState } from 'react'
import { Button, Card, Checkbox } from '../../components'
import { Line } from '../components/steps/steps'

interface HouseholdsProps {
  concerned: readonly Concerned[]
  /** Household codes. */
  chosen: readonly string[]
  onChange: (codes: readonly string[]) => void
}

const step = 20

/** Those beside whom a number was found; where there is none, all. */
export function startingChoice(concerned: readonly Concerned[]): string[] {
  const marked = concerned.filter((one) => one.marked)
  return (marked.length > 0 ? marked : concerned).map(({ code }) => code)
}

/** Whose data it was: each of them is told. */
export function Households({ concerned, chosen, onChange }: HouseholdsProps) {
  const [limit, setLimit] = useState(step)
  if (concerned.length === 0) {
    return <Card title="是谁家的信息">没有对上登记册里的人家。知道是谁的，请撤下以后打电话告诉他。</Card>
  }
  const codes = new Set(chosen)
  const toggle = (code: string) => (on: boolean) =>
    onChange(concerned.map((one) => one.code).filter((one) => (one === code ? on : codes.has(one))))
  // Those with a number first: they are the ones to be looked at.
  const ordered = [...concerned].sort((a, b) => Number(b.marked) - Number(a.marked))
  const left = ordered.length - limit
  return (
    <Card title={`是谁家的信息（${chosen.length} 户）`}>
      <Line>勾上的每一户都会被告知：手机上收得到的发消息，收不到的列入入户名单。</Line>
      {ordered.slice(0, limit).map(({ household, code, name, how, marked, reachable }) => (
        <Checkbox
          key={household}
          label={`${name} ${code}`}
          detail={[
            marked ? '有不该公开的号码' : how === 'row' ? '表里有这一户' : '文字里提到',
            reachable ? '手机上告诉' : '要入户告知',
          ].join('，')}
          checked={codes.has(code)}
          onChange={toggle(code)}
        />
      ))}
      {left > 0 ? (
        <Button
          kind="quiet"
          onPress={() => setLimit(limit + step)}
        >{`再看 ${Math.min(step, left)} 户`}</Button>
      ) : null}
    </Card>
  )
}
