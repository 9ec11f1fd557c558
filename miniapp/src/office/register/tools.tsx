import { View } from '@tarojs/components'
import { useState } from 'react'
import { download } from '../../api/download'
import { Button, Problem } from '../../components'
import { goToOffice } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { NewHousehold } from './new-household'
import './register.scss'

interface ToolsProps {
  region: string
  onMade: () => Promise<void>
}

/** What is done with the book as a whole. */
export function Tools({ region, onMade }: ToolsProps) {
  const [adding, setAdding] = useState(false)
  const save = useAction(() =>
    download('GET /api/regions/:code/register/export.xlsx', {
      params: { code: region },
      name: '户籍册.xlsx',
    }),
  )
  return (
    <View className="register__tools">
      <Button kind="secondary" icon="document" inline onPress={() => goToOffice('import', { region })}>
        导入
      </Button>
      <Button kind="secondary" icon="plus" inline onPress={() => setAdding(true)}>
        加一户
      </Button>
      <Button kind="secondary" icon="people" inline onPress={() => goToOffice('groups', { region })}>
        组和片区
      </Button>
      <Button
        kind="secondary"
        icon="list"
        inline
        busy={save.busy}
        label="导出成表格，会记下是谁导出的"
        onPress={() => void save.run()}
      >
        导出
      </Button>
      <Problem error={save.error} />
      <NewHousehold
        region={region}
        open={adding}
        onClose={() => setAdding(false)}
        onMade={() => void onMade()}
      />
    </View>
  )
}
