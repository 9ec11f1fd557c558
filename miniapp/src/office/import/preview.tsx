import type { LineKind, RegisterImport } from '@hutang/shared/contract'
import { useState } from 'react'
import { Tabs } from '../../components'
import { Panes, useTwoPanes } from '../components/panes/panes'
import { Lines } from './lines'
import { ThrowAway, Understood } from './understood'
import { countOf, firstKind, lineKinds } from './words'

interface PreviewProps {
  data: RegisterImport
  onChange: (data: RegisterImport) => void
}

/** What the file would change; nothing has been written yet. */
export function Preview({ data, onChange }: PreviewProps) {
  const twoPanes = useTwoPanes()
  const [kind, setKind] = useState<LineKind>()
  const current = kind ?? firstKind(data)
  const shown = lineKinds.filter(({ id }) => id === current || countOf(data, id) > 0)
  const lines = (
    <>
      <Tabs
        label="表里的行"
        tabs={shown.map(({ id, name }) => ({ id, name, count: countOf(data, id) }))}
        current={current}
        onChange={setKind}
      />
      <Lines key={current} data={data} kind={current} onChange={onChange} />
    </>
  )
  const understood = <Understood data={data} open={twoPanes} onChange={onChange} />
  const away = <ThrowAway data={data} />
  return twoPanes ? (
    <Panes
      list={
        <>
          {understood}
          {away}
        </>
      }
      side={lines}
      sideName="表里的行"
    />
  ) : (
    <>
      {understood}
      {lines}
      {away}
    </>
  )
}
