import type { Column } from '@hutang/shared/contract'
import { type Sheet, type SheetOptions, shanghaiDate } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useMemo, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import type { Answer } from '../../api/contract'
import { Button, Dialog, RadioGroup } from '../../components'
import { clock } from '../../format/clock'
import { newTable, type TakeMode, takeSheet } from '../table/edit-table'
import type { Households } from '../table/problems'
import type { WholeTable } from '../table/rows'
import { Columns } from './columns'
import { FirstRows } from './first-rows'
import { Matches } from './households'
import './import.scss'
import { Problems } from './problems'
import { Differences, Left, Sums } from './reports'
import { Source } from './source'
import { useAnswers } from './use-answers'
import { useLast } from './use-last'
import { useReading } from './use-reading'

interface ImportDialogProps {
  open: boolean
  table: WholeTable | null
  caption: string
  usual: readonly Column[]
  households: Households
  /** Other headings of the usual columns. */
  aliases?: SheetOptions['aliases']
  last: Answer<'GET /api/screens/edit'>['last']
  /** What was pasted or came from a file; null: nothing yet. */
  sheet: Sheet | null
  onSheet: (sheet: Sheet | null) => void
  /** Ways to choose a file. */
  chooser?: ReactNode
  /** Of the file that the sheet came from. */
  about?: ReactNode
  /** `title`: what stands above the table in the sheet. */
  onTake: (table: WholeTable, title: string | null) => void
  onClose: () => void
}

const noColumns: readonly Column[] = []

/** Takes a table that was pasted or came from a file, and shows first how it was understood. Nothing is kept before. */
export function ImportDialog(props: ImportDialogProps) {
  const { open, table, caption, usual, households, aliases, sheet, onSheet, onTake, onClose } = props
  const [mode, setMode] = useState<TakeMode>('replace')
  const answering = useAnswers(sheet)
  const { answers } = answering
  const last = useLast(props.last, open && sheet !== null)
  const columns = table?.columns ?? noColumns
  const today = shanghaiDate(new Date(clock.now()))
  const options = useMemo(
    (): SheetOptions => ({ columns, usual, households, aliases, last, answers, today }),
    [columns, usual, households, aliases, last, answers, today],
  )
  const { read, progress } = useReading(open ? sheet : null, options)
  const taken = useMemo(
    () =>
      read
        ? takeSheet(table ?? newTable(read.heading.title ?? caption, []), read, table ? mode : 'replace')
        : undefined,
    [read, table, caption, mode],
  )
  const count = read?.table.rows.length ?? 0
  const take = () => {
    if (!taken) return
    onTake(taken.table, read?.heading.title ?? null)
    onSheet(null)
    onClose()
  }
  return (
    <Dialog
      open={open}
      wide={read !== undefined}
      title="贴入或导入表格"
      onClose={onClose}
      actions={
        <Button busy={progress !== undefined} reason={reasonToWait(read, taken?.unread ?? 0)} onPress={take}>
          {count > 0 ? `放进表里（${count} 行）` : '放进表里'}
        </Button>
      }
    >
      <Source sheet={sheet} chooser={props.chooser} onSheet={onSheet} />
      {props.about}
      {progress === undefined ? null : (
        <Text className="import__note" {...a11y({ role: 'status' })}>
          {`正在认这张表，${Math.round(progress * 100)}%`}
        </Text>
      )}
      {read && count + read.problems.length + read.left.length > 0 ? (
        <View className="import__parts">
          <View className="import__asked">
            <Text className="import__title">
              {`认出 ${count} 行 ${read.table.columns.length} 列${read.heading.title ? `：${read.heading.title}` : ''}`}
            </Text>
            <Problems read={read} {...answering} />
            {read.questions.map(({ id, text, choices, chosen }) => (
              <RadioGroup
                key={id}
                label={text}
                value={chosen}
                choices={choices}
                onChange={(value) => answering.choose(id, value)}
              />
            ))}
            <Sums sums={read.sums} partly={read.problems.length > 0} />
            {table && table.rows.length > 0 ? (
              <RadioGroup
                label="表里已有的行"
                value={mode}
                choices={[
                  { value: 'replace', label: '换成这一份', detail: `原来的 ${table.rows.length} 行去掉` },
                  { value: 'append', label: '留着，这一份接在后面' },
                ]}
                onChange={setMode}
              />
            ) : null}
            <FirstRows read={read} />
          </View>
          <View className="import__shown">
            <Columns read={read} known={columns.length > 0 ? columns : usual} onAnswer={answering.column} />
            <Matches read={read} households={households} onTie={answering.tie} />
            <Differences differences={read.differences} />
            <Left left={read.left} />
          </View>
        </View>
      ) : null}
    </Dialog>
  )
}

function reasonToWait(read: ReturnType<typeof useReading>['read'], unread: number): string | undefined {
  if (!read || read.table.rows.length === 0) return '请先选文件，或把表格贴进来'
  if (read.problems.length > 0) return `有 ${read.problems.length} 处要先改`
  return unread > 0 ? `原来的行里有 ${unread} 格不能改成新的类型` : undefined
}
