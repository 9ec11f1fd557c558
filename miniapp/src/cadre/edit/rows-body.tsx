import { Text, View } from '@tarojs/components'
import { Button } from '../../components'
import type { BodyProps } from './body-props'
import { CaptionField } from './caption-field'
import { ProblemList } from './problem-list'
import { RowList } from './row-list'
import { Ties, TotalRows, Totals } from './table-extras'

/** A table on a phone: a list of its rows, each opened to be written. */
export function RowsBody(props: BodyProps & { onRow: (at: number) => void }) {
  const { table, households, blocked, problems, secret, onChange, onPut, onRow } = props
  return (
    <View id="at-table">
      <CaptionField table={table} blocked={blocked} onChange={onChange} />
      <Text className="edit__note">{`列：${table.columns.map(({ label }) => label).join('、')}`}</Text>
      <View className="edit__buttons">
        <Button kind="secondary" inline icon="list" label="选一个文件，或者粘贴" onPress={props.onImport}>
          导入表格
        </Button>
        <Button kind="secondary" inline icon="plus" onPress={() => onRow(table.rows.length)}>
          加一行
        </Button>
        <Button kind="secondary" inline icon="edit" onPress={props.onColumns}>
          改列
        </Button>
      </View>
      <ProblemList
        title={`表里有 ${problems.length} 处要改，改好才会保存`}
        problems={problems}
        onOpen={(row) => onRow(row - 1)}
      />
      <ProblemList
        title={`表里有 ${secret.length} 处不能公开`}
        problems={secret}
        onOpen={(row) => onRow(row - 1)}
      />
      <RowList table={table} problems={[...problems, ...secret]} onOpen={onRow} />
      <TotalRows table={table} onChange={onPut} />
      <Ties table={table} households={households} onChange={onPut} />
      <Totals table={table} />
      <Button kind="quiet" icon="trash" onPress={props.onDrop}>
        不要这张表
      </Button>
    </View>
  )
}
