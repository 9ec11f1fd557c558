import type { Column, ColumnKind } from '@hutang/shared/contract'
import { defaultTotal, isFigureKind, mostColumns, totalOf } from '@hutang/shared/rules'
import { useState } from 'react'
import { Button, Dialog, Input, RadioGroup, Row } from '../../components'
import {
  addColumn,
  changeColumn,
  columnKinds,
  columnTotals,
  freeKey,
  kindWords,
  removeColumn,
  totalWords,
} from '../table/edit-table'
import type { WholeTable } from '../table/rows'

interface ColumnsDialogProps {
  table: WholeTable
  onChange: (table: WholeTable) => void
  onClose: () => void
}

/** The columns of the table: a tap on one renames it, changes its kind or removes it. */
export function ColumnsDialog({ table, onChange, onClose }: ColumnsDialogProps) {
  const [at, setAt] = useState<number | undefined>(table.columns.length === 0 ? 0 : undefined)
  if (at !== undefined) {
    return <OneColumn table={table} at={at} onChange={onChange} onClose={() => setAt(undefined)} />
  }
  const full = table.columns.length >= mostColumns
  return (
    <Dialog
      open
      title="改列"
      onClose={onClose}
      actions={
        <>
          <Button
            kind="secondary"
            icon="plus"
            reason={full ? `最多 ${mostColumns} 列` : undefined}
            onPress={() => setAt(table.columns.length)}
          >
            加一列
          </Button>
          <Button onPress={onClose}>改好了</Button>
        </>
      }
    >
      {table.columns.map((column, place) => (
        <Row
          key={column.key}
          title={column.label}
          note={isFigureKind(column.kind) ? totalWords[totalOf(column)].name : undefined}
          value={kindWords[column.kind].name}
          onPress={() => setAt(place)}
        />
      ))}
    </Dialog>
  )
}

const kinds = columnKinds.map((kind) => ({
  value: kind,
  label: kindWords[kind].name,
  detail: kindWords[kind].example,
}))

const totalChoices = columnTotals.map((value) => ({
  value,
  label: totalWords[value].name,
  detail: totalWords[value].example,
}))

function OneColumn({ table, at, onChange, onClose }: ColumnsDialogProps & { at: number }) {
  const column = table.columns[at]
  const [label, setLabel] = useState(column?.label ?? '')
  const [kind, setKind] = useState<ColumnKind>(column?.kind ?? 'text')
  const [chosen, setChosen] = useState(
    column && totalOf(column) !== defaultTotal(column) ? column.total : undefined,
  )
  const [unread, setUnread] = useState(0)
  const name = label.trim()
  // Until the clerk has said it, the heading suggests it.
  const total = isFigureKind(kind) ? (chosen ?? defaultTotal({ label: name, kind })) : 'none'
  const twice = table.columns.some((other, place) => place !== at && other.label === name)
  const store = () => {
    const next: Column = { key: column?.key ?? freeKey(table.columns), label: name, kind, total }
    const done = column ? changeColumn(table, at, next) : { table: addColumn(table, next) }
    if ('unread' in done) return setUnread(done.unread)
    onChange(done.table)
    onClose()
  }
  return (
    <Dialog
      open
      title={column ? '这一列' : '加一列'}
      onClose={onClose}
      actions={
        <>
          <Button
            reason={name === '' ? '请先写列名' : twice ? '已有一列叫这个名字' : undefined}
            onPress={store}
          >
            好
          </Button>
          {column && table.columns.length > 1 ? (
            <Button
              kind="quiet"
              icon="trash"
              onPress={() => {
                onChange(removeColumn(table, at))
                onClose()
              }}
            >
              去掉这一列和里面填的
            </Button>
          ) : null}
        </>
      }
    >
      <Input label="列名" maxLength={20} value={label} onChange={setLabel} />
      <RadioGroup
        label="里面填什么"
        value={kind}
        choices={kinds}
        onChange={(next) => {
          setKind(next)
          setChosen(undefined)
          setUnread(0)
        }}
      />
      {isFigureKind(kind) ? (
        <RadioGroup
          label="表下面要不要合计"
          value={total}
          choices={totalChoices.filter(({ value }) => value !== 'balance' || kind === 'money')}
          onChange={setChosen}
        />
      ) : null}
      {unread > 0 ? (
        <Row
          icon="alert"
          title={`有 ${unread} 格不能当成${kindWords[kind].name}`}
          detail="请先改好那几格，或者保留原来的类型。"
        />
      ) : null}
    </Dialog>
  )
}
