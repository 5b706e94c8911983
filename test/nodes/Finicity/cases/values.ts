import { byId } from '../../../support/finicity';

export const customerId = byId('7000000001');
export const institutionLoginId = byId('1007000001');
export const budgetApp = '5a2db0c5-0001-4a00-8000-000000000001';
export const customersV1 = '/aggregation/v1/customers';
export const customersV2 = '/aggregation/v2/customers';
export const consumerId = '0bf46322c167b562e6cbed9d40e19a4c';
