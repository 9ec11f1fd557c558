import type { ImportColumn, RegisterImport } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { call } from '../../api/client'
import { Button, Card, Fold, Problem, RadioGroup, Tag } from '../../components'
import { officeAddress, replacePage } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { AskFirst } from '../../widgets'
import { kindText } from '../words'
import { type Given, give, givenOf } from './given'
import { useTag } from './words'

interface UnderstoodProps {
  data: RegisterImport
  /** On a desk the columns are shown at once. */
  open: boolean
  onChange: (data: RegisterImport) => void
}

/** How the file was understood: its columns, what was left out, and whether it is the whole book. */
export function Understood({ data, open, onChange }: UnderstoodProps) {
  const { columns, notices, name, kind, counts } = data
  const kept = columns.filter(({ use }) => use === 'kept').length
  return (
    <>
      <Card>
        <Text className="import__hero">{`${counts.rows} 行，认成${kindText[kind]}`}</Text>
        <Text className="import__note">{name}</Text>
        {notices.map((sentence) => (
          <Text className="import__line" key={sentence}>
            {sentence}
          </Text>
        ))}
        <OtherSheets data={data} />
      </Card>
      <Fold
        title={`认出 ${kept} 列`}
        note={kept < columns.length ? `另外 ${columns.length - kept} 列不保存` : undefined}
        open={open}
      >
        {columns.map((column, at) => {
          // The index is part of the key because two columns may have the same label; their order stays.
          const key = `${at}${column.label}`
          return <Column key={key} column={column} />
        })}
      </Fold>
      <Whole data={data} onChange={onChange} />
    </>
  )
}

function Column({ column }: { column: ImportColumn }) {
  return (
    <View className="import__column">
      <Text className="import__column-name">{column.label || '（没有列名）'}</Text>
      <Tag tone={useTag(column)}>{column.text}</Tag>
    </View>
  )
}

/** Only of a whole book is it known who is no longer there. */
function Whole({ data, onChange }: Pick<UnderstoodProps, 'data' | 'onChange'>) {
  const { id, region, whole, groups } = data
  const say = useAction(async (_key, next: boolean) =>
    onChange(
      await call('PUT /api/regions/:code/register/imports/:id/answers', {
        params: { code: region.code, id },
        body: { whole: next },
      }),
    ),
  )
  const about = groups.length > 0 ? groups.join('、') : '全村'
  return (
    <Card>
      <RadioGroup
        label="表里是不是都在"
        value={whole ? 'whole' : 'part'}
        choices={[
          { value: 'whole', label: '是全册', detail: `${about}的人都在表里；不在表里的，列出来问您` },
          { value: 'part', label: '只是一部分', detail: '不在表里的人，不动' },
        ]}
        onChange={(next) => void say.run(next === 'whole')}
      />
      <Problem error={say.error} />
    </Card>
  )
}

function OtherSheets({ data }: { data: RegisterImport }) {
  const given = givenOf(data.id)
  const change = useAction((_key, file: Given, sheet: string) => give(file, sheet, () => undefined))
  if (data.otherSheets.length === 0) return null
  return (
    <>
      <Text className="import__note">{`文件里还有 ${data.otherSheets.length} 张工作表：`}</Text>
      {given ? (
        data.otherSheets.map((sheet) => (
          <Button
            key={sheet}
            kind="quiet"
            inline
            busy={change.busy}
            onPress={() => void change.run(given, sheet)}
          >
            {`改看“${sheet}”`}
          </Button>
        ))
      ) : (
        <Text className="import__note">{`${data.otherSheets.join('、')}。要看别的，请重新选一次文件。`}</Text>
      )}
      <Problem error={change.error} />
    </>
  )
}

/** 不导了: what was compared is thrown away. */
export function ThrowAway({ data: { id, region } }: { data: RegisterImport }) {
  const drop = async () => {
    await call('DELETE /api/regions/:code/register/imports/:id', { params: { code: region.code, id } })
    void replacePage(officeAddress('import', { region: region.code }))
  }
  return <AskFirst action="不导入这一份" after="册子不动，这份表的核对结果丢掉。" run={drop} />
}
