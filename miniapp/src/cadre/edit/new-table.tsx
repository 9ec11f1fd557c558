import type { Column } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button, Checkbox } from '../../components'
import { kindWords } from '../table/edit-table'

interface NewTableProps {
  usual: readonly Column[]
  /** An empty table to download. */
  template: ReactNode
  onCreate: (columns: Column[]) => void
  onPaste: () => void
}

/** When there is no table: paste one, or choose its columns. */
export function NewTable({ usual, template, onCreate, onPaste }: NewTableProps) {
  const [left, setLeft] = useState<readonly string[]>([])
  const chosen = usual.filter(({ key }) => !left.includes(key))
  const toggle = (key: string, on: boolean) =>
    setLeft((old) => (on ? old.filter((one) => one !== key) : [...old, key]))
  return (
    <View>
      <Text className="edit__note">有明细的放在表里：每户一行，或每笔一行。没有明细可以不要表格。</Text>
      <Button kind="secondary" icon="list" label="选一个文件，或者粘贴" onPress={onPaste}>
        导入表格
      </Button>
      {usual.length > 0 ? template : null}
      {usual.length > 0 ? (
        <View className="edit__usual">
          <Text className="edit__subtitle">或者按这一项常用的列建表</Text>
          {usual.map(({ key, label, kind }) => (
            <Checkbox
              key={key}
              label={label}
              detail={kindWords[kind].name}
              checked={!left.includes(key)}
              onChange={(on) => toggle(key, on)}
            />
          ))}
          <Button
            kind="secondary"
            reason={chosen.length > 0 ? undefined : '请至少选一列'}
            onPress={() => onCreate(chosen)}
          >
            {`用这 ${chosen.length} 列建表`}
          </Button>
        </View>
      ) : (
        <Button kind="quiet" icon="plus" onPress={() => onCreate([])}>
          自己定列，一行行填
        </Button>
      )}
    </View>
  )
}
