import type { LineKind, RegisterImport } from '@hutang/shared/contract'
import { useState } from 'react'
import { Tabs } from '../../components'
import { Panes, useTwoPanes } from '../components/panes/panes'
import { Lines } from './lines'
import { ThrowAway, Understood } from './understood'
import { countOf, firstKind, lineKinds } from './words'

interface PreviewProps {
  data: RegisterImport
  /** Counts how often the file was compared with the register. */
  compared: number
  onChange: (data: RegisterImport) => void
}

/** What the file would change; nothing has been written yet. */
export function Preview({ data, compared, onChange }: PreviewProps) {
  const twoPanes = useTwoPanes()
  const [kind, setKind] = useState<LineKind>()
  const [said, setSaid] = useState(0)
  // Whether the file is the whole book decides about many lines at once.
  const compare = (next: RegisterImport) => {
    setSaid(said + 1)
    onChange(next)
  }
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
      <Lines key={`${current}#${said}#${compared}`} data={data} kind={current} onChange={onChange} />
    </>
  )
  const understood = <Understood data={data} open={twoPanes} onChange={compare} />
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
