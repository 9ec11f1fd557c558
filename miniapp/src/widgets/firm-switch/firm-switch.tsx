import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Button } from '../../components/button/button'
import { RadioGroup } from '../../components/choice/radio-group'
import { Dialog } from '../../components/dialog/dialog'
import './firm-switch.scss'

interface FirmSwitchProps {
  firms: readonly { id: string; name: string; detail?: string }[]
  current: string
  onChange: (id: string) => void
}

/** The enterprise that is looked at; the owner of several changes it here. */
export function FirmSwitch({ firms, current, onChange }: FirmSwitchProps) {
  const [open, setOpen] = useState(false)
  const name = firms.find(({ id }) => id === current)?.name ?? ''
  return (
    <View className="firm-switch">
      <Text className="firm-switch__name" {...a11y({ role: 'heading', level: 2 })}>
        {name}
      </Text>
      {firms.length > 1 ? (
        <Button kind="quiet" inline label={`换一家，现在是${name}`} onPress={() => setOpen(true)}>
          换一家
        </Button>
      ) : null}
      <Dialog open={open} title="看哪一家" onClose={() => setOpen(false)}>
        <RadioGroup
          label="看哪一家"
          quietLabel
          value={current}
          choices={firms.map(({ id, name: label, detail }) => ({
            value: id,
            label,
            ...(detail === undefined ? {} : { detail }),
          }))}
          onChange={(id) => {
            setOpen(false)
            onChange(id)
          }}
        />
      </Dialog>
    </View>
  )
}
