import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Dialog, Icon, Pressable, RadioGroup } from '../../components'
import { IndustryList, usePlaces } from '../../widgets'
import { type ChosenBy, type Filter, filterChoices, filterNames } from './filter-words'

interface FiltersProps {
  filter: Filter
  onChange: (filter: Filter) => void
}

const order: readonly ChosenBy[] = ['status', 'need', 'benefit', 'audience']

/** What the list is narrowed by, each a word that opens its choices. */
export function Filters({ filter, onChange }: FiltersProps) {
  const [open, setOpen] = useState<ChosenBy | 'industry' | 'region' | null>(null)
  const [industry, setIndustry] = useState('')
  const places = usePlaces()
  const close = () => setOpen(null)
  const set = (part: Filter) => {
    onChange(withoutEmpty({ ...filter, ...part }))
    close()
  }
  const chosen = open !== null && open !== 'industry' && open !== 'region' ? open : null
  return (
    <View className="policy-filters">
      {order.map((by) => (
        <Chip
          key={by}
          name={filterNames[by]}
          value={filter[by] && filterChoices[by].find(({ value }) => value === filter[by])?.label}
          onPress={() => setOpen(by)}
        />
      ))}
      <Chip name="行业" value={filter.industry && industry} onPress={() => setOpen('industry')} />
      <Chip
        name="地方"
        value={filter.region && places.find(({ value }) => value === filter.region)?.label}
        onPress={() => setOpen('region')}
      />
      <Dialog open={chosen !== null} title={chosen ? filterNames[chosen] : ''} onClose={close}>
        {chosen ? (
          <RadioGroup
            label={filterNames[chosen]}
            quietLabel
            value={filter[chosen] ?? ''}
            choices={filterChoices[chosen] as readonly { value: string; label: string }[]}
            onChange={(value) => set({ [chosen]: value })}
          />
        ) : null}
      </Dialog>
      <Dialog open={open === 'region'} title="哪里的政策" onClose={close}>
        <RadioGroup
          label="哪里的政策"
          quietLabel
          value={filter.region ?? ''}
          choices={[{ value: '', label: '我选的村镇' }, ...places]}
          onChange={(region) => set({ region })}
        />
      </Dialog>
      <Dialog open={open === 'industry'} title="哪个行业" onClose={close}>
        {filter.industry ? (
          <Button kind="secondary" onPress={() => set({ industry: '' })}>
            不限行业
          </Button>
        ) : null}
        <IndustryList
          onChoose={({ code, name }) => {
            setIndustry(name)
            set({ industry: code })
          }}
        />
      </Dialog>
    </View>
  )
}

interface ChipProps {
  name: string
  /** What is chosen; a chosen one is taken back in its sheet. */
  value: string | undefined
  onPress: () => void
}

function Chip({ name, value, onPress }: ChipProps) {
  return (
    <Pressable
      className={value ? 'policy-filters__chip policy-filters__chip--on' : 'policy-filters__chip'}
      label={value ? `${name}：${value}` : name}
      onPress={onPress}
    >
      <Text>{value ?? name}</Text>
      <Icon name="down" />
    </Pressable>
  )
}

const withoutEmpty = (filter: Filter): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
