import type { Cell, Column } from '@hutang/shared/contract'
import { countedRows, type Sheet, tableTotals } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useMemo, useState } from 'react'
import type { Answer } from '../../api/contract'
import type { FieldProblem } from '../../api/errors'
import { Button, Card, Elements, Input, toast } from '../../components'
import { cellText, headText } from '../../format/cell'
import { useFileDrop } from '../../hooks/use-file-drop'
import { Confirm } from '../components/confirm/confirm'
import { ImportDialog } from '../import/import-dialog'
import { DropVeil, SheetAbout, SheetChooser, useSheetFile } from '../import/sheet-file'
import { newTable, tieByName, withoutTotalRows } from '../table/edit-table'
import { type Households, problemsOf } from '../table/problems'
import type { WholeTable } from '../table/rows'
import { blockedAt } from './blocked'
import { ColumnsDialog } from './columns-dialog'
import { NewTable } from './new-table'
import { ProblemList } from './problem-list'
import { RowDialog } from './row-dialog'
import { RowList } from './row-list'

export interface TablePartProps {
  table: WholeTable | null
  caption: string
  usual: readonly Column[]
  households: Households
  /** What was published the time before, to compare a new table with. */
  last: Answer<'GET /api/screens/edit'>['last']
  /** An empty table to download. */
  template: ReactNode
  /** What may not be published, marked at its row. */
  blocked: readonly FieldProblem[]
  onChange: (change: (table: WholeTable | null) => WholeTable | null) => void
  /** What stands above a table that was taken: the title of the notice, where it has none. */
  onTitle: (title: string) => void
}

type Open = { what: 'paste' } | { what: 'columns' } | { what: 'drop' } | { what: 'row'; at: number }

export function TablePart(props: TablePartProps) {
  const { table, caption, usual, households, last, template, blocked, onChange, onTitle } = props
  const [open, setOpen] = useState<Open>()
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const { opened, reading } = useSheetFile(setSheet)
  const over = useFileDrop((file) => {
    setSheet(null)
    setOpen({ what: 'paste' })
    void reading.run(file)
  })
  const close = () => setOpen(undefined)
  const put = (next: WholeTable | null) => onChange(() => next)
  const codes = useMemo(() => households.map(({ code }) => code), [households])
  const problems = table ? problemsOf(table, codes) : []
  const secret = blocked.filter(
    ({ field }) => field === 'content.table.rows' || field === 'content.table.columns',
  )
  const wrong = [...problems, ...secret]
  return (
    <Card title="表格">
      {table ? (
        <View id="at-table">
          <Input
            label="表名"
            error={blockedAt(blocked, 'content.table.caption')}
            value={table.caption}
            maxLength={60}
            onChange={(words) => onChange((old) => (old ? { ...old, caption: words } : old))}
          />
          <Text className="edit__note">{`列：${table.columns.map(({ label }) => label).join('、')}`}</Text>
          <View className="edit__buttons">
            <Button
              kind="secondary"
              inline
              icon="list"
              label="选一个文件，或者粘贴"
              onPress={() => setOpen({ what: 'paste' })}
            >
              导入表格
            </Button>
            <Button
              kind="secondary"
              inline
              icon="plus"
              onPress={() => setOpen({ what: 'row', at: table.rows.length })}
            >
              加一行
            </Button>
            <Button kind="secondary" inline icon="edit" onPress={() => setOpen({ what: 'columns' })}>
              改列
            </Button>
          </View>
          <ProblemList
            title={`表里有 ${problems.length} 处要改，改好才会保存`}
            problems={problems}
            onOpen={(row) => setOpen({ what: 'row', at: row - 1 })}
          />
          <ProblemList
            title={`表里有 ${secret.length} 处不能公开`}
            problems={secret}
            onOpen={(row) => setOpen({ what: 'row', at: row - 1 })}
          />
          <RowList table={table} problems={wrong} onOpen={(at) => setOpen({ what: 'row', at })} />
          <TotalRows table={table} onChange={put} />
          <Ties table={table} households={households} onChange={put} />
          <Totals table={table} />
          <Button kind="quiet" icon="trash" onPress={() => setOpen({ what: 'drop' })}>
            不要这张表
          </Button>
        </View>
      ) : (
        <NewTable
          usual={usual}
          template={template}
          onCreate={(columns) => {
            put(newTable(caption, columns))
            if (columns.length === 0) setOpen({ what: 'columns' })
          }}
          onPaste={() => setOpen({ what: 'paste' })}
        />
      )}
      <ImportDialog
        open={open?.what === 'paste'}
        table={table}
        caption={caption}
        usual={usual}
        households={households}
        last={last}
        sheet={sheet}
        onSheet={setSheet}
        chooser={
          <>
            <SheetChooser reading={reading} />
            {usual.length > 0 ? template : null}
          </>
        }
        about={<SheetAbout opened={opened} sheet={sheet} onSheet={setSheet} />}
        onTake={(next, title) => {
          put(next)
          if (title) onTitle(title)
        }}
        onClose={close}
      />
      {table && open?.what === 'columns' ? (
        <ColumnsDialog table={table} onChange={put} onClose={close} />
      ) : null}
      {table && open?.what === 'row' ? (
        <RowDialog
          key={open.at}
          table={table}
          at={open.at}
          households={households}
          problems={wrong.filter(({ row }) => row === open.at + 1)}
          onChange={put}
          onClose={close}
        />
      ) : null}
      <DropVeil over={over} />
      <Confirm
        open={open?.what === 'drop'}
        title="不要这张表？"
        lines={[`表里的 ${table?.rows.length ?? 0} 行都会去掉，不能找回。`]}
        action="不要了"
        onConfirm={() => {
          put(null)
          close()
        }}
        onClose={close}
      />
    </Card>
  )
}

/** Offers to leave out the rows that are sums themselves. */
function TotalRows({ table, onChange }: { table: WholeTable; onChange: (table: WholeTable) => void }) {
  const { columns, rows } = table
  const count = useMemo(() => rows.length - countedRows(columns, rows).length, [columns, rows])
  if (count === 0) return null
  return (
    <View className="edit__ties">
      <Text className="edit__note">
        {`有 ${count} 行是“合计”“小计”或“结余”，不是一户、一笔。合计由程序加，没有算这几行。`}
      </Text>
      <Button kind="secondary" inline icon="trash" onPress={() => onChange(withoutTotalRows(table))}>
        {`去掉这 ${count} 行`}
      </Button>
    </View>
  )
}

/** How many rows have a household code, without which nobody finds their own row. */
function Ties({
  table,
  households,
  onChange,
}: Pick<TablePartProps, 'households'> & { table: WholeTable; onChange: (table: WholeTable) => void }) {
  if (households.length === 0 || table.rows.length === 0) return null
  const tied = table.rows.filter((row) => row.household).length
  const loose = table.rows.length - tied
  const byName = loose > 0 && table.columns.some(({ kind }) => kind === 'name')
  const tie = () => {
    const done = tieByName(table, households)
    if (done.tied > 0) onChange(done.table)
    toast(done.tied > 0 ? `对上了 ${done.tied} 行` : '没有能对上的，请在行里填户号')
  }
  return (
    <View className="edit__ties">
      <Text className="edit__note">
        {`${tied} 行写明了户号，${loose} 行没有。写明户号，村民才能先看到自己家的。`}
      </Text>
      {byName ? (
        <Button kind="secondary" inline icon="people" onPress={tie}>
          按户名对上户号
        </Button>
      ) : null}
    </View>
  )
}

function Totals({ table }: { table: WholeTable }) {
  const { columns, rows } = table
  const totals = useMemo(() => tableTotals(columns, rows), [columns, rows])
  const count = useMemo(() => countedRows(columns, rows).length, [columns, rows])
  if (totals.length === 0) return null
  return (
    <View className="edit__totals">
      {totals.map(({ kind, label, cells }) => (
        <View key={kind}>
          <Text className="edit__subtitle">{`${label}（${count} 行）`}</Text>
          <Elements items={sumsIn(columns, cells)} />
        </View>
      ))}
    </View>
  )
}

const sumsIn = (columns: readonly Column[], cells: readonly Cell[]) =>
  columns.flatMap(({ label, kind }, at) => {
    const cell = cells[at] ?? null
    return cell === null ? [] : [{ name: headText(label, kind), text: cellText(cell, kind) }]
  })
