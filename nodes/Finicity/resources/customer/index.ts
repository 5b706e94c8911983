import type { Resource } from '../../../shared/operation';
import { create } from './create';
import { createTesting } from './createTesting';
import { deleteCustomer } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { getWithAppData } from './getWithAppData';
import { update } from './update';

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	operations: [create, createTesting, deleteCustomer, get, getWithAppData, getMany, update],
};
