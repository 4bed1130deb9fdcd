import limits from '../block-kit/limits.json' with { type: 'json' }
import { anything, byType, list, number, type Rule, shape, text } from './shapes.ts'

const most = limits.data_visualization
const bounds = ({ min_items, max_items }: { min_items: number; max_items: number }) => ({
  min: min_items,
  max: max_items,
})

const segment = shape({
  label: text({ min: 1, max: most.segment.label.max_length }),
  value: number({ above: most.segment.value.exclusive_min }),
})
const point = shape({ label: text({ min: 1, max: most.point_label.max_length }), value: number() })
const series = shape({
  name: text({ min: 1, max: most.series_name.max_length }),
  data: list(point, bounds(most.data)),
})
const axis = shape(
  { categories: list(text({ min: 1, max: most.category_label.max_length }), bounds(most.categories)) },
  { x_label: text({ max: most.axis_label.max_length }), y_label: text({ max: most.axis_label.max_length }) },
)
const axisChart = shape({ type: anything, series: list(series, bounds(most.series)), axis_config: axis })

export const chart: Rule = byType({
  pie: shape({ type: anything, segments: list(segment, bounds(most.segments)) }),
  bar: axisChart,
  line: axisChart,
  area: axisChart,
})
