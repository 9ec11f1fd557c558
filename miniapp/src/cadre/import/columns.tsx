import type { Column, ColumnKind } from '@hutang/shared/contract'
import {
  type ColumnAnswer,
  type SheetColumn,
  type SheetRead,
  toHousehold,
  toNowhere,
  toOwn,
} from '@hutang/shared/rules'
import { useState } from 'react'
import { Button, Dialog, Fold, Input, RadioGroup, Row, Select } from '../../components'
import { columnKinds, kindWords } from '../table/edit-table'
import type { Answering } from './use-answers'

interface ColumnsProps {
  read: SheetRead
  /** The columns that a column of the sheet may become. */
  known: readonly Column[]
  onAnswer: Answering['column']
}

const howWords: Record<SheetColumn['how'], string> = {
  same: '列名一样',
  alike: '列名相近',
  order: '按先后对的',
  own: '照原样',
  chosen: '您选的',
}

const whereTo = ({ to, column }: SheetColumn): string =>
  to === 'household' ? '户号' : to === 'nowhere' ? '不要' : (column?.label ?? '')

/** Where it goes, as what, and how that was found. In one text: a screen reader's words are those that are seen. */
const detailOf = (one: SheetColumn): string => {
  const { to, column, heading, how, from } = one
  const own = to !== 'column' || column?.label !== heading ? whereTo(one) : ''
  const kind = to === 'column' && column ? kindWords[column.kind].name : ''
  return [own, kind, howWords[how], from ? `${from}已换算` : ''].filter(Boolean).join(' · ')
}

/** How each column of the sheet was understood; a tap changes it. */
export function Columns({ read: { columns }, known, onAnswer }: ColumnsProps) {
  const [open, setOpen] = useState<SheetColumn>()
  const doubtful = columns.some(({ how, heading }) => how === 'alike' || how === 'order' || heading === '')
  return (
    <Fold title="每一列怎么认的" note={`${columns.length} 列`} open={doubtful} flush>
      {columns.map((one) => (
        <Row
          key={one.at}
          title={one.heading || `（第 ${one.at + 1} 列没有列名）`}
          detail={detailOf(one)}
          note={one.examples.length > 0 ? `例：${one.examples.join('、')}` : undefined}
          onPress={() => setOpen(one)}
        />
      ))}
      {open ? (
        <OneColumn
          column={open}
          known={known}
          onClose={() => setOpen(undefined)}
          onAnswer={(answer) => {
            onAnswer(open.at, answer)
            setOpen(undefined)
          }}
        />
      ) : null}
    </Fold>
  )
}

interface OneColumnProps {
  column: SheetColumn
  known: readonly Column[]
  onAnswer: (answer: ColumnAnswer) => void
  onClose: () => void
}

const kinds = columnKinds.map((kind) => ({
  value: kind,
  label: kindWords[kind].name,
  detail: kindWords[kind].example,
}))

function OneColumn({ column: { heading, to: now, column }, known, onAnswer, onClose }: OneColumnProps) {
  const at = known.find(({ key }) => key === column?.key)
  const [to, setTo] = useState<string>(
    now === 'household' ? toHousehold : now === 'nowhere' ? toNowhere : (at?.key ?? toOwn),
  )
  const [label, setLabel] = useState(column?.label ?? heading)
  const [kind, setKind] = useState<ColumnKind>(column?.kind ?? 'text')
  const choices = [
    ...known.map(({ key, label }) => ({ value: key, label: `“${label}”` })),
    { value: toOwn, label: '自成一列' },
    { value: toHousehold, label: '户号' },
    { value: toNowhere, label: '不要这一列' },
  ]
  const goesIn = to !== toHousehold && to !== toNowhere
  const choose = (next: string) => {
    setTo(next)
    const chosen = known.find(({ key }) => key === next)
    if (chosen) setKind(chosen.kind)
    if (chosen) setLabel(chosen.label)
  }
  return (
    <Dialog
      open
      title={heading || '这一列'}
      onClose={onClose}
      actions={
        <Button
          reason={goesIn && label.trim() === '' ? '请先写列名' : undefined}
          onPress={() => onAnswer(goesIn ? { to, label: label.trim(), kind } : { to })}
        >
          好
        </Button>
      }
    >
      <Select label="放到哪一列" value={to} choices={choices} onChange={choose} />
      {goesIn ? <Input label="列名" maxLength={20} value={label} onChange={setLabel} /> : null}
      {goesIn ? <RadioGroup label="里面填什么" value={kind} choices={kinds} onChange={setKind} /> : null}
    </Dialog>
  )
}
