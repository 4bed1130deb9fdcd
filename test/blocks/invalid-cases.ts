/** A block or view that breaks the rule that a case of block-kit/invalid/manifest.json names, by the id of the case. */
type Block = Record<string, unknown>

const x = (length: number): string => 'x'.repeat(length)
const many = <Item>(length: number, item: (at: number) => Item): Item[] =>
  Array.from({ length }, (_, at) => item(at))
const plain = (text: string) => ({ type: 'plain_text', text })
const option = (more: object = {}) => ({ text: plain('a'), value: 'a', ...more })
const options = (length: number) => many(length, (at) => option({ value: `v${at}` }))
const group = (more: object = {}) => ({ label: plain('g'), options: options(1), ...more })
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more })

const section = (more: object) => ({ type: 'section', ...more })
const acting = (...elements: object[]) => ({ type: 'actions', elements })
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
})
const select = (more: object) => acting({ type: 'static_select', action_id: 's', ...more })
const choosing = (type: string, more: object) => acting({ type, action_id: 'c', ...more })
const confirming = (more: object) =>
  acting(
    button({
      confirm: { title: plain('t'), text: plain('t'), confirm: plain('y'), deny: plain('n'), ...more },
    }),
  )
const image = (more: object) => ({
  type: 'image',
  image_url: 'https://a.example/i.png',
  alt_text: 'i',
  ...more,
})
const card = (more: object) => ({ type: 'card', title: plain('t'), ...more })
const container = (more: object) => ({
  type: 'container',
  title: plain('t'),
  child_blocks: [{ type: 'divider' }],
  ...more,
})
const source = (url: string) => ({
  type: 'task_card',
  task_id: '1',
  title: 't',
  sources: [{ type: 'url', url, text: 's' }],
})
const raw = (text: string) => ({ type: 'raw_text', text })
const rows = (length: number, columns = 1) => many(length, () => many(columns, () => raw('a')))
const dataTable = (more: object) => ({ type: 'data_table', caption: 'c', rows: rows(2), ...more })
const feedback = (more: object) => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      action_id: 'f',
      positive_button: { text: plain('y'), value: 'y', ...more },
      negative_button: { text: plain('n'), value: 'n' },
    },
  ],
})
const icon = (at: number, more: object = {}) => ({
  type: 'icon_button',
  icon: 'trash',
  text: plain('d'),
  action_id: `i${at}`,
  ...more,
})
const chart = (more: object) => ({ type: 'data_visualization', title: 't', chart: more })
const pie = (...segments: object[]) => chart({ type: 'pie', segments })
const slice = { label: 'a', value: 1 }
const point = { label: 'a', value: 1 }
const series = (more: object = {}) => ({ name: 's', data: [point], ...more })
const bars = (more: object = {}) =>
  chart({ type: 'bar', series: [series()], axis_config: { categories: ['a'] }, ...more })
const axis = (more: object) => bars({ axis_config: { categories: ['a'], ...more } })
const video = (more: object) => ({
  type: 'video',
  alt_text: 'a',
  thumbnail_url: 'https://a.example/t.png',
  title: plain('t'),
  video_url: 'https://a.example/v',
  ...more,
})

export const invalidBlocks: Record<string, Block> = {
  'text-empty': section({ text: plain('') }),
  'text-too-long': section({ text: plain(x(3001)) }),
  'button-action-id-too-long': acting(button({ action_id: x(256) })),
  'button-text-too-long': acting(button({ text: plain(x(76)) })),
  'button-url-too-long': acting(button({ url: `https://a.example/${x(3000)}` })),
  'button-value-too-long': acting(button({ value: x(2001) })),
  'button-accessibility-label-too-long': acting(button({ accessibility_label: x(76) })),
  'confirmation-title-too-long': confirming({ title: plain(x(101)) }),
  'confirmation-text-too-long': confirming({ text: plain(x(301)) }),
  'confirmation-confirm-too-long': confirming({ confirm: plain(x(31)) }),
  'confirmation-deny-too-long': confirming({ deny: plain(x(31)) }),
  'option-text-too-long': choosing('overflow', { options: [option({ text: plain(x(76)) })] }),
  'option-value-too-long': choosing('overflow', { options: [option({ value: x(151) })] }),
  'option-url-too-long': choosing('overflow', { options: [option({ url: '😀'.repeat(3001) })] }),
  'option-description-too-long': choosing('overflow', { options: [option({ description: plain(x(76)) })] }),
  'option-group-label-too-long': select({ option_groups: [group({ label: plain(x(76)) })] }),
  'option-group-empty': select({ option_groups: [group({ options: [] })] }),
  'option-group-too-many-options': select({ option_groups: [group({ options: options(101) })] }),
  'select-placeholder-too-long': select({ options: options(1), placeholder: plain(x(151)) }),
  'select-too-many-options': select({ options: options(101) }),
  'select-too-many-option-groups': select({ option_groups: many(101, () => group()) }),
  'static-select-options-and-groups': select({ options: options(1), option_groups: [group()] }),
  'overflow-empty': choosing('overflow', { options: [] }),
  'overflow-too-many-options': choosing('overflow', { options: options(6) }),
  'checkboxes-empty': choosing('checkboxes', { options: [] }),
  'checkboxes-too-many-options': choosing('checkboxes', { options: options(11) }),
  'radio-buttons-empty': choosing('radio_buttons', { options: [] }),
  'radio-buttons-too-many-options': choosing('radio_buttons', { options: options(11) }),
  'url-source-url-empty': source(''),
  'url-source-url-too-long': source(`https://a.example/${x(3000)}`),
  'table-too-many-rows': { type: 'table', rows: rows(101) },
  'table-ragged-rows': { type: 'table', rows: [...rows(1, 2), ...rows(1, 1)] },
  'table-column-settings-mismatch': {
    type: 'table',
    rows: rows(1, 2),
    column_settings: [{ is_wrapped: true }],
  },
  'file-input-max-files-too-small': input({ type: 'file_input', max_files: 0 }),
  'file-input-max-files-too-large': input({ type: 'file_input', max_files: 11 }),
  'plain-text-input-max-length-too-large': input({ type: 'plain_text_input', max_length: 3001 }),
  'number-input-inverted-range': input({
    type: 'number_input',
    is_decimal_allowed: false,
    min_value: '10',
    max_value: '9',
  }),
  'actions-too-many-elements': acting(...many(26, (at) => button({ action_id: `a${at}` }))),
  'context-too-many-elements': { type: 'context', elements: many(11, () => plain('a')) },
  'context-invalid-element': { type: 'context', elements: [button()] },
  'header-text-too-long': { type: 'header', text: plain(x(151)) },
  'image-url-too-long': image({ image_url: `https://a.example/${x(3000)}` }),
  'image-alt-text-too-long': image({ alt_text: x(2001) }),
  'image-url-and-slack-file': { type: 'context', elements: [image({ slack_file: { id: 'F1' } })] },
  'input-label-too-long': input({ type: 'plain_text_input' }, { label: plain(x(2001)) }),
  'input-hint-too-long': input({ type: 'plain_text_input' }, { hint: plain(x(2001)) }),
  'input-invalid-element': input(button()),
  'markdown-empty': { type: 'markdown', text: '' },
  'markdown-too-long': { type: 'markdown', text: x(12_001) },
  'section-text-too-long': section({ text: { type: 'mrkdwn', text: x(3001) } }),
  'section-too-many-fields': section({ fields: many(11, () => plain('a')) }),
  'section-field-too-long': section({ fields: [plain(x(2001))] }),
  'section-missing-content': section({}),
  'video-alt-text-empty': video({ alt_text: '' }),
  'video-alt-text-too-long': video({ alt_text: x(201) }),
  'video-title-too-long': video({ title: plain(x(201)) }),
  'video-author-name-too-long': video({ author_name: x(51) }),
  'video-description-too-long': video({ description: plain(x(201)) }),
  'video-provider-name-too-long': video({ provider_name: x(51) }),
  'block-id-too-long': { type: 'divider', block_id: x(256) },
  'alert-text-too-long': { type: 'alert', text: plain(x(201)) },
  'card-title-too-long': card({ title: plain(x(151)) }),
  'card-subtitle-too-long': card({ subtitle: plain(x(151)) }),
  'card-body-too-long': card({ body: plain(x(201)) }),
  'card-too-many-actions': card({ actions: many(4, (at) => button({ action_id: `a${at}` })) }),
  'card-subtext-too-long': card({ subtext: plain(x(201)) }),
  'carousel-empty': { type: 'carousel', elements: [] },
  'carousel-too-many-cards': { type: 'carousel', elements: many(11, () => card({})) },
  'container-title-too-long': container({ title: plain(x(151)) }),
  'container-subtitle-too-long': container({ subtitle: plain(x(151)) }),
  'container-too-many-child-blocks': container({ child_blocks: many(11, () => ({ type: 'divider' })) }),
  'context-actions-too-many-elements': { type: 'context_actions', elements: many(6, (at) => icon(at)) },
  'feedback-button-text-too-long': feedback({ text: plain(x(76)) }),
  'feedback-button-value-too-long': feedback({ value: x(2001) }),
  'feedback-button-accessibility-label-too-long': feedback({ accessibility_label: x(76) }),
  'icon-button-too-many-visible-users': {
    type: 'context_actions',
    elements: [icon(0, { visible_to_user_ids: many(11, (at) => `U${at}`) })],
  },
  'data-table-too-few-rows': dataTable({ rows: rows(1) }),
  'data-table-too-many-rows': dataTable({ rows: rows(202) }),
  'data-table-too-few-columns': dataTable({ rows: [[], []] }),
  'data-table-too-many-columns': dataTable({ rows: rows(2, 21) }),
  'data-table-page-size-too-small': dataTable({ page_size: 0 }),
  'data-table-page-size-too-large': dataTable({ page_size: 101 }),
  'data-table-cell-text-empty': dataTable({ rows: [[raw('a')], [raw('')]] }),
  'data-table-content-too-long': dataTable({ rows: [[raw('a')], [raw(x(20_000))]] }),
  'data-visualization-title-too-long': { ...pie(slice), title: x(51) },
  'pie-chart-empty': pie(),
  'pie-chart-too-many-segments': pie(...many(13, () => slice)),
  'chart-segment-label-too-long': pie({ ...slice, label: x(21) }),
  'chart-segment-value-not-positive': pie({ ...slice, value: 0 }),
  'chart-series-empty': bars({ series: [] }),
  'chart-too-many-series': bars({ series: many(13, (at) => series({ name: `s${at}` })) }),
  'data-series-name-too-long': bars({ series: [series({ name: x(21) })] }),
  'data-series-empty': bars({ series: [series({ data: [] })] }),
  'data-series-too-many-points': bars({ series: [series({ data: many(21, () => point) })] }),
  'data-point-label-too-long': bars({ series: [series({ data: [{ ...point, label: x(21) }] })] }),
  'axis-categories-empty': axis({ categories: [] }),
  'axis-too-many-categories': axis({ categories: many(21, (at) => `c${at}`) }),
  'axis-category-label-too-long': axis({ categories: [x(21)] }),
  'axis-label-too-long': axis({ x_label: x(51) }),
}

const view = (more: object) => ({ type: 'modal', title: plain('t'), blocks: [{ type: 'divider' }], ...more })

export const invalidViews: Record<string, Block> = {
  'view-missing-blocks': view({ blocks: [] }),
  'view-too-many-blocks': view({ blocks: many(101, () => ({ type: 'divider' })) }),
  'view-private-metadata-too-long': view({ private_metadata: x(3001) }),
  'view-callback-id-too-long': view({ callback_id: x(256) }),
  'view-title-too-long': view({ title: plain(x(25)) }),
  'view-close-too-long': view({ close: plain(x(25)) }),
  'view-submit-too-long': view({ submit: plain(x(25)) }),
}
